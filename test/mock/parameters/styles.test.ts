import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/contract/types.ts';
import { readOne } from '../support/parameters.ts';

// The table of OpenAPI 3.1.1, 4.8.12.4, with its own values.
const color: Readonly<Record<string, JsonObject>> = {
  string: { type: 'string' },
  array: { type: 'array', items: { type: 'string' } },
  object: {
    type: 'object',
    properties: { R: { type: 'integer' }, G: { type: 'integer' }, B: { type: 'integer' } },
  },
};
const VALUES: Readonly<Record<string, unknown>> = {
  string: 'blue',
  array: ['blue', 'black', 'brown'],
  object: { R: 100, G: 200, B: 150 },
};

describe('reads every cell of the table of styles', () => {
  test.each<[style: string, explode: boolean, kind: string, text: string]>([
    ['matrix', false, 'string', ';color=blue'],
    ['matrix', false, 'array', ';color=blue,black,brown'],
    ['matrix', false, 'object', ';color=R,100,G,200,B,150'],
    ['matrix', true, 'string', ';color=blue'],
    ['matrix', true, 'array', ';color=blue;color=black;color=brown'],
    ['matrix', true, 'object', ';R=100;G=200;B=150'],
    ['label', false, 'string', '.blue'],
    ['label', false, 'array', '.blue,black,brown'],
    ['label', false, 'object', '.R,100,G,200,B,150'],
    ['label', true, 'string', '.blue'],
    ['label', true, 'array', '.blue.black.brown'],
    ['label', true, 'object', '.R=100.G=200.B=150'],
    ['simple', false, 'string', 'blue'],
    ['simple', false, 'array', 'blue,black,brown'],
    ['simple', false, 'object', 'R,100,G,200,B,150'],
    ['simple', true, 'string', 'blue'],
    ['simple', true, 'array', 'blue,black,brown'],
    ['simple', true, 'object', 'R=100,G=200,B=150'],
  ])('path, style %s, explode %s, %s: %s', (style, explode, kind, text) => {
    const declared = { name: 'color', in: 'path', required: true, style, explode, schema: color[kind]! };
    expect(readOne(declared, { path: { color: text } })).toEqual(VALUES[kind]);
  });

  test.each<[style: string, explode: boolean, kind: string, query: string]>([
    ['form', false, 'string', 'color=blue'],
    ['form', false, 'array', 'color=blue,black,brown'],
    ['form', false, 'object', 'color=R,100,G,200,B,150'],
    ['form', true, 'string', 'color=blue'],
    ['form', true, 'array', 'color=blue&color=black&color=brown'],
    ['form', true, 'object', 'R=100&G=200&B=150'],
    ['spaceDelimited', false, 'array', 'color=blue%20black%20brown'],
    ['spaceDelimited', false, 'object', 'color=R%20100%20G%20200%20B%20150'],
    ['pipeDelimited', false, 'array', 'color=blue%7Cblack%7Cbrown'],
    ['pipeDelimited', false, 'object', 'color=R%7C100%7CG%7C200%7CB%7C150'],
    ['deepObject', true, 'object', 'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150'],
  ])('query, style %s, explode %s, %s: %s', (style, explode, kind, query) => {
    const declared = { name: 'color', in: 'query', style, explode, schema: color[kind]! };
    expect(readOne(declared, { query })).toEqual(VALUES[kind]);
  });

  test.each<[explode: boolean, kind: string, text: string]>([
    [false, 'string', 'blue'],
    [false, 'array', 'blue,black,brown'],
    [false, 'array', 'blue, black ,brown'],
    [false, 'object', 'R,100,G,200,B,150'],
    [true, 'object', 'R=100,G=200,B=150'],
  ])('header, explode %s, %s: %s', (explode, kind, text) => {
    const declared = { name: 'X-Color', in: 'header', explode, schema: color[kind]! };
    expect(readOne(declared, { headers: { 'x-color': text } })).toEqual(VALUES[kind]);
  });

  test.each<[explode: boolean, kind: string, text: string]>([
    [true, 'string', 'a=1; color=blue'],
    [true, 'string', 'color="blue"'],
    [true, 'string', 'color=%62lue'],
    [false, 'array', 'color=blue,black,brown'],
    [true, 'array', 'color=blue; color=black; color=brown'],
    [true, 'object', 'R=100; G=200; B=150'],
    [false, 'object', 'color=R,100,G,200,B,150'],
  ])('cookie, explode %s, %s: %s', (explode, kind, cookie) => {
    const declared = { name: 'color', in: 'cookie', explode, schema: color[kind]! };
    expect(readOne(declared, { headers: { cookie } })).toEqual(VALUES[kind]);
  });

  test.each<[style: string, explode: boolean, text: string]>([
    ['matrix', false, ';color'],
    ['label', false, '.'],
    ['simple', false, ''],
  ])('an empty text of style %s', (style, explode, text) => {
    const declared = { name: 'color', in: 'path', required: true, style, explode, schema: color.string! };
    expect(readOne(declared, { path: { color: text } })).toBe('');
  });
});

describe('delimiters', () => {
  const ids = { name: 'ids', in: 'query', explode: false, schema: { type: 'array', items: { type: 'string' } } };

  test('inside an item are encoded', () => {
    expect(readOne(ids, { query: 'ids=a%2Cb,c' })).toEqual(['a,b', 'c']);
    expect(readOne({ ...ids, style: 'pipeDelimited' }, { query: 'ids=a%7Cb|c' })).toEqual(['a|b', 'c']);
  });

  test('separate even if encoded, where the client has encoded the whole value', () => {
    expect(readOne(ids, { query: 'ids=a%2Cb%2Cc' })).toEqual(['a', 'b', 'c']);
  });

  test('are a plus for spaceDelimited too', () => {
    expect(readOne({ ...ids, style: 'spaceDelimited' }, { query: 'ids=a+b' })).toEqual(['a', 'b']);
  });

  test('are missing in a list of one and of none', () => {
    expect(readOne(ids, { query: 'ids=a' })).toEqual(['a']);
    expect(readOne(ids, { query: 'ids=' })).toEqual([]);
    expect(readOne(ids, {})).toBeUndefined();
  });

  test('repeat the name where the style is exploded, whatever it is called', () => {
    expect(readOne({ ...ids, style: 'pipeDelimited', explode: true }, { query: 'ids=a&ids=b' })).toEqual(['a', 'b']);
    expect(readOne({ ...ids, name: 'ids[]', explode: true }, { query: 'ids[]=a&ids%5B%5D=b' })).toEqual(['a', 'b']);
  });
});

describe('tells which notation is wanted', () => {
  test.each<[declared: JsonObject, sent: Parameters<typeof readOne>[1], violation: string]>([
    [
      { name: 'c', in: 'path', style: 'label', schema: {} },
      { path: { c: 'x' } },
      '/c style: must begin with "." (style label)',
    ],
    [
      { name: 'c', in: 'path', style: 'matrix', schema: {} },
      { path: { c: ';d=1' } },
      '/c style: must be written as ";c=value" (style matrix)',
    ],
    [
      { name: 'c', in: 'path', style: 'matrix', explode: true, schema: { type: 'object' } },
      { path: { c: 'a=1' } },
      '/c style: must be written as ";property=value" (style matrix)',
    ],
    [
      { name: 'c', in: 'query', explode: false, schema: { type: 'array' } },
      { query: 'c=1&c=2' },
      '/c style: is sent 2 times; send all of it in one',
    ],
    [
      { name: 'c', in: 'query', explode: false, schema: { type: 'object' } },
      { query: 'c=a,1,b' },
      '/c style: must be pairs of a name and a value',
    ],
    [
      { name: 'c', in: 'query', schema: { type: 'object', properties: { R: {} }, additionalProperties: false } },
      { query: 'c=R,1' },
      '/c style: is an object; send each of its properties as "R=" (style form)',
    ],
    [
      { name: 'c', in: 'query', style: 'deepObject', schema: { type: 'object', properties: { R: {} } } },
      { query: 'c=1' },
      '/c style: is an object; send each of its properties as "c[R]=" (style deepObject)',
    ],
    [
      { name: 'c', in: 'query', style: 'deepObject', schema: { type: 'object' } },
      { query: 'c[a=1' },
      '/c style: has the name "c[a", which must be c[property]',
    ],
    [
      { name: 'c', in: 'query', style: 'deepObject', schema: { type: 'object' } },
      { query: `c${'[a]'.repeat(17)}=1` },
      '/c style: has a name of more than 16 levels',
    ],
    [
      { name: 'c', in: 'query', style: 'deepObject', schema: { type: 'object' } },
      { query: 'c[a]=1&c[a][b]=2' },
      '/c style: is sent both as a value and with properties',
    ],
  ])('%j', (declared, sent, violation) => {
    expect(readOne(declared, sent)).toEqual([violation]);
  });
});

describe('deepObject', () => {
  const filter = {
    name: 'filter',
    in: 'query',
    style: 'deepObject',
    schema: {
      type: 'object',
      properties: {
        age: { type: 'object', properties: { min: { type: 'integer' } } },
        tags: { type: 'array', items: { type: 'string' } },
        ids: { type: 'array', items: { type: 'integer' } },
      },
    },
  };

  test('goes down several levels and reads lists in the usual notations', () => {
    const value = { age: { min: 3 }, tags: ['a', 'b'], ids: [1, 2] };
    expect(
      readOne(filter, {
        query: 'filter[age][min]=3&filter[tags][]=a&filter[tags][]=b&filter[ids][0]=1&filter[ids][1]=2',
      }),
    ).toEqual(value);
    expect(
      readOne(filter, { query: 'filter[age][min]=3&filter[tags]=a&filter[tags]=b&filter[ids]=1&filter[ids]=2' }),
    ).toEqual(value);
    expect(readOne(filter, { query: 'filter[tags]=a' })).toEqual({ tags: ['a'] });
  });

  test('follows a schema that contains itself', () => {
    const schemas = { Tree: { properties: { child: { $ref: '#/components/schemas/Tree' }, n: { type: 'integer' } } } };
    const tree = { ...filter, schema: { $ref: '#/components/schemas/Tree' } };
    expect(readOne(tree, { query: 'filter[child][child][n]=1' }, { schemas })).toEqual({ child: { child: { n: 1 } } });
  });

  test('names the property at fault', () => {
    expect(readOne(filter, { query: 'filter[age][min]=x' })).toEqual([
      '/filter/age/min type: must be an integer, got string',
    ]);
  });

  test('is a property of its own under a dangerous name, and changes no prototype', () => {
    const value = readOne(filter, { query: 'filter[__proto__][x]=1&filter[constructor]=2' }) as object;
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});
