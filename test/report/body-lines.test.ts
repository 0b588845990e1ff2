import { expect, test } from 'vitest';
import { toBodyLines, toExcerpt } from '../../src/report/body-lines.ts';

const show = (text: string, pointer?: string) =>
  toBodyLines(text, pointer).map((line) => `${line.marked ? '>' : ' '}${line.text}`);

test('lays out a body and marks what a pointer names', () => {
  expect(show('{"data":[{"id":1,"a/b":[]},{}],"x":"\\"}"}', '/data/0/a~1b')).toEqual([
    ' {',
    '   "data": [',
    '     {',
    '       "id": 1,',
    '>      "a/b": []',
    '     },',
    '     {}',
    '   ],',
    String.raw`   "x": "\"}"`,
    ' }',
  ]);
});

test('marks all lines of a value that has several', () => {
  expect(show('{"a":{"b":1}}', '/a')).toEqual([' {', '>  "a": {', '>    "b": 1', '>  }', ' }']);
});

test('marks the holder of what is missing', () => {
  expect(show('{"a":{"b":1}}', '/a/c/d')).toEqual([' {', '>  "a": {', '     "b": 1', '   }', ' }']);
});

test('keeps the spelling of numbers and members that are named twice', () => {
  expect(show('{"n":1.0,"n":12345678901234567890}')).toEqual([
    ' {',
    '   "n": 1.0,',
    '   "n": 12345678901234567890',
    ' }',
  ]);
});

test('shows as it came what is no JSON, too deep or too long', () => {
  expect(show('<p>\n{', '/a')).toEqual([' <p>', ' {']);
  expect(show('['.repeat(100) + ']'.repeat(100))).toHaveLength(1);
  expect(show(`"${'x'.repeat(200_001)}"`)).toHaveLength(1);
});

test('cuts an excerpt around the mark', () => {
  const lines = toBodyLines(JSON.stringify(Array.from({ length: 30 }, (_, index) => index)), '/10');
  expect(toExcerpt(lines, 9).map((line) => line.text)).toEqual(['…', '  8,', '  9,', '  10,', '  11,', '  12,', '…']);
  expect(toExcerpt(lines.slice(0, 9), 9)).toHaveLength(9);
});

test('cuts a line that nobody would read to its end', () => {
  const [line] = toExcerpt(toBodyLines('x'.repeat(300_000)), 9);
  expect([line!.text.length, line!.text.at(-1)]).toEqual([2000, '…']);
});

test('lays out what is left of a body that was cut, too', () => {
  expect(show('{"data":[{"id":1,"url":2},{"id":"a, b… (9 more characters)', '/data/0/url')).toEqual([
    ' {',
    '   "data": [',
    '     {',
    '       "id": 1,',
    '>      "url": 2',
    '     },',
    '     {',
    '       "id": "a, b',
    ' … (9 more characters)',
  ]);
  expect(show('{"a":[1,{"b… (9 more characters)', '/a/0')).toEqual([
    ' {',
    '   "a": [',
    '>    1,',
    '     {',
    ' … (9 more characters)',
  ]);
  expect(show('<p>… (9 more characters)', '/a')).toEqual([' <p>… (9 more characters)']);
});
