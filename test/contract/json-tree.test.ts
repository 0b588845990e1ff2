import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { expect, test } from 'vitest';
import { MAX_DEPTH, readJson } from '../../src/contract/source/json-tree.ts';
import { parseSource, type ParsedSource } from '../../src/contract/source/parse-source.ts';
import { toTree } from '../../src/contract/source/yaml-tree.ts';
import { root } from '../support/cli.ts';
import { pointersOf } from './support/pointers-of.ts';

// JSON is YAML, so the reader of YAML says what the reader of JSON must find.
function readAsYaml(text: string, file: string) {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, stringKeys: true });
  const { value, places } = toTree(document, (offset) => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  });
  return listPlaces({ value, places });
}
const readAsJson = (text: string, file: string) => listPlaces(readJson(text, file)!);

function listPlaces({ value, places }: Pick<ParsedSource, 'value' | 'places'>) {
  return { value, places: pointersOf(value).map((pointer) => [pointer, places.at(pointer)]) };
}

const nest = (levels: number): string => '{"a":['.repeat(levels / 2) + ']}'.repeat(levels / 2);

test.each([
  ['numbers', '[0, -0, 1, -1.5, 2e3, 2E-3, 1.25e+2]'],
  ['texts', '["", "a b", "\\u00e9\\n\\"\\\\\\/", "é😀", "\\ud83d\\ude00", "# no comment"]'],
  ['words', '{"a": true, "b": false, "c": null}'],
  ['nothing inside', '{"a": {}, "b": [], "c": [ ], "d": {\n} }'],
  ['keys to escape', '{"a/b": {"~": 1}, "": {"": 2}, "constructor": 3}'],
  ['white space', '\n {\r\n\t"a"\t:\n1 ,\r\n "b": [1,\n  2]\n}\n\n'],
  ['one value', ' "x" '],
  ['many levels', nest(MAX_DEPTH)],
])('reads %s as a reader of YAML does', (_, text) => {
  expect(readAsJson(text, '/x/a.json')).toEqual(readAsYaml(text, '/x/a.json'));
});

test.each(['openapi/lava/openapi.json', 'generated/agentmessage/openapi.json', 'package-lock.json'])(
  'reads %s as a reader of YAML does',
  (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    expect(readAsJson(text, file)).toEqual(readAsYaml(text, file));
  },
);

test.each([
  ['', '{', '[1', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '[1,]', '[,1]', '{,}', '{"a" 1}', '[1 2]', '[1]]'],
  ['{"a":1} x', 'tru', '01', '1.', '.5', '+1', '0x1', 'NaN', '1e999', '-', '"a', '"\t"', '"\n"', '"\\x"', '"\\u12"'],
  ["{'a': 1}", '{a: 1}', '{1: 1}', '[1] # x', '/* x */ 1', '{"a":1,"a":1}', '{"__proto__":1}', nest(MAX_DEPTH + 2)],
])('leaves what is not sound to the reader that can explain it', (...texts) => {
  expect(texts.map((text) => readJson(text, 'a.json'))).toEqual(texts.map(() => undefined));
});

test.each(['', '/nothing', '/a/9', '/a/0/x', '/b/c', '/a~1b'])('knows no place of %j beside those it has', (below) => {
  const { places } = readJson('{ "a": [1, {}], "b": "x" }', 'a.json')!;
  expect(places.at(`/x${below}`)).toBeUndefined();
  expect(places.at(`/b${below}`)).toEqual(below === '' ? { file: 'a.json', line: 1, column: 17 } : undefined);
});

test.each([MAX_DEPTH + 2, 2000, 40_000])('refuses %i levels with one sentence', (levels) => {
  const told = [parseSource(nest(levels), 'a.json'), parseSource(`a: ${nest(levels)}`, 'a.yaml')].map(({ problems }) =>
    problems.map(({ what, fix }) => `${what}  (${fix})`),
  );
  expect(told).toEqual([['the document nests too deeply  (use $ref)'], ['the document nests too deeply  (use $ref)']]);
});
