import { describe, expect, test } from 'vitest';
import { parseSource } from '../../src/contract/source/parse-source.ts';
import { formatPlace } from '../../src/contract/source/shown-place.ts';
import { pointersOf } from './support/pointers-of.ts';

const parse = (text: string, file = '/x/a.yaml') => parseSource(text, file);
const problemsOf = (text: string, file?: string) =>
  parse(text, file).problems.map(({ location, what, fix }) => [`${location.line}:${location.column}`, what, fix]);
const placesOf = (text: string) => {
  const { value, places } = parse(text);
  return Object.fromEntries(
    pointersOf(value).map((pointer) => [pointer, formatPlace(places.at(pointer)!).replace('/x/a.yaml:', '')]),
  );
};

describe('places', () => {
  test('name the key of a member and the start of an item', () => {
    expect(placesOf('a:\n  b/c: 1\n  d~e: [x,\n    y]\nf:\n  - g: 2\n')).toEqual({
      '': '1:1',
      '/a': '1:1',
      '/a/b~1c': '2:3',
      '/a/d~0e': '3:3',
      '/a/d~0e/0': '3:9',
      '/a/d~0e/1': '4:5',
      '/f': '5:1',
      '/f/0': '6:5',
      '/f/0/g': '6:5',
    });
  });

  test('are the same for JSON', () => {
    expect(placesOf('{\n  "a": { "b": [true] }\n}')).toEqual({
      '': '1:1',
      '/a': '2:3',
      '/a/b': '2:10',
      '/a/b/0': '2:16',
    });
  });

  test('name the alias, and below it what it stands for', () => {
    expect(placesOf('a: &x { b: 1 }\nc: *x\n')).toEqual({
      '': '1:1',
      '/a': '1:1',
      '/a/b': '1:9',
      '/c': '2:1',
      '/c/b': '1:9',
    });
  });

  test('are shown relative to the current folder when they lie in it', () => {
    const place = { line: 2, column: 3 };
    expect(formatPlace({ ...place, file: '/project/a/b.yaml' }, '/project')).toBe('a/b.yaml:2:3');
    expect(formatPlace({ ...place, file: '/other/b.yaml' }, '/work')).toBe('/other/b.yaml:2:3');
    expect(formatPlace({ ...place, file: '<object>' }, '/work')).toBe('<object>:2:3');
  });
});

describe('values', () => {
  test('keep texts that look like dates or numbered keys as they are written', () => {
    expect(parse('a: 2024-01-02\n200: yes\nb: ~\nc: 1e3\nd: 0x1f\n').value).toEqual({
      a: '2024-01-02',
      '200': 'yes',
      b: null,
      c: 1000,
      d: 31,
    });
  });

  test('of aliases are copies', () => {
    const { a, c } = parse('a: &x { b: 1 }\nc: *x\n').value as { a: object; c: object };
    expect(c).toEqual(a);
    expect(c).not.toBe(a);
  });

  test('of merge keys give way to what is written out', () => {
    expect(parse('a: &x { b: 1, c: 1 }\nd: &y { c: 2, e: 2 }\nf: { c: 3, <<: [*x, *y] }\n').value).toMatchObject({
      f: { b: 1, c: 3, e: 2 },
    });
  });

  test('begin after a byte order mark and survive carriage returns', () => {
    expect(placesOf('a: 1\r\nb: 2\r\n')).toEqual({ '': '1:1', '/a': '1:1', '/b': '2:1' });
  });
});

describe('problems', () => {
  test('are all told at once', () => {
    expect(problemsOf('a: 1\nb: "x" y\nc:\n\td: 1\na: 2\ne: *f\ng: {h: 1\n')).toMatchInlineSnapshot(`
      [
        [
          "2:8",
          "syntax error: unexpected scalar at node end",
          undefined,
        ],
        [
          "4:1",
          "a tab is used to indent",
          "indent with spaces",
        ],
        [
          "5:1",
          "the key \`a\` is written twice",
          "keep one of the two",
        ],
        [
          "8:1",
          "syntax error: flow map in block collection must be sufficiently indented and end with a }",
          undefined,
        ],
      ]
    `);
  });

  test.each([
    [
      'a duplicate key',
      'a: 1\nb:\n  "c d": 1\n  "c d": 2\n',
      [['4:3', 'the key `c d` is written twice', 'keep one of the two']],
    ],
    ['a tab', 'a:\n\tb: 1\n', [['2:1', 'a tab is used to indent', 'indent with spaces']]],
    [
      'a second document',
      'a: 1\n---\nb: 2\n',
      [['2:1', 'a second YAML document begins here', 'keep one document per file']],
    ],
    ['a map as key', '? { a: 1 }\n: 2\n', [['1:3', 'a key is not a text', 'write the key as plain text']]],
    [
      'a number that JSON does not have',
      'a: .inf\n',
      [['1:1', 'Infinity is not a JSON value', 'write it as a text in quotes']],
    ],
    [
      'a key that is not safe',
      'a: 1\n__proto__: 2\n',
      [['2:1', 'the key `__proto__` is not allowed', 'choose another name']],
    ],
    ['an alias in its own anchor', 'a: &x\n  b: *x\n', [['2:3', 'the alias *x contains itself', 'use $ref']]],
    ['nothing at all', '# empty\n', [['1:1', 'the file is empty', undefined]]],
  ])('name %s', (_, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  test.each([
    ['a trailing comma', '{\n  "a": 1,\n}', [['3:1', 'not JSON: expected double-quoted property name', undefined]]],
    ['a comment', '{ "a": 1 } # x', [['1:12', 'not JSON: unexpected non-whitespace character after JSON', undefined]]],
    [
      'a missing end',
      '{ "a": [1',
      [
        [
          '1:10',
          'syntax error: flow sequence in block collection must be sufficiently indented and end with a ]',
          undefined,
        ],
        ['1:10', 'syntax error: flow map must end with a }', undefined],
      ],
    ],
  ])('name %s in a JSON file', (_, text, problems) => {
    expect(problemsOf(text, '/x/a.json')).toEqual(problems);
  });

  test('stop aliases that grow beyond measure', () => {
    const levels = Array.from(
      { length: 9 },
      (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level},`.repeat(10)}]`,
    );
    expect(problemsOf(`l0: &l0 [x,x,x,x,x,x,x,x,x,x]\n${levels.join('\n')}\n`)).toEqual([
      ['6:10', 'aliases make the document grow beyond measure', 'use $ref'],
    ]);
  });
});
