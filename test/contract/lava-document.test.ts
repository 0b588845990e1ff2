import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** The document inside the page, which its source ends with a line of four backquotes. */
function readPublished(): unknown {
  const block = /^````yaml [^\n]*\n(.*?)\n````\s*$/ms.exec(read('test/fixtures/lava-create-webhook.md'));
  return parse(block?.[1] ?? '');
}

test('keeps the published document of Lava, value for value', () => {
  expect(JSON.parse(read('openapi/lava/openapi.json'))).toEqual(readPublished());
});

test('keeps the order of its keys', () => {
  expect(read('openapi/lava/openapi.json')).toBe(`${JSON.stringify(readPublished(), null, 2)}\n`);
});
