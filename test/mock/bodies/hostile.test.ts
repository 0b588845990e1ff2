import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createReader } from '../support/bodies.ts';

const types = [
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=X',
  'text/plain',
  'application/xml',
  '',
  'application/octet-stream',
  'application/json; charset="',
  'multipart/form-data; boundary="',
  ';;;',
  'a/b/c',
  'text/plain; charset=utf-16le',
  '\u0000',
];
const properties = {
  a: { type: 'integer' },
  list: { type: 'array', items: { type: 'object' } },
  deep: { type: 'object', properties: { a: { type: 'array', items: { type: 'boolean' } } } },
};
const schema = { type: 'object', properties };
const content = Object.fromEntries(
  ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data', '*/*'].map((type) => [
    type,
    { schema, encoding: { deep: { style: 'deepObject' }, list: { contentType: 'application/json' } } },
  ]),
);

test('answers whatever is sent as whatever type', () => {
  const piece = fc.constantFrom(
    '--X',
    '--',
    '\r\n',
    '\n',
    'Content-Disposition: form-data; name="a"',
    '; filename="',
    'Content-Type: application/json',
    ':',
    'a',
    'deep[a]',
    'list',
    '=',
    '&',
    '%',
    '%zz',
    '{"a":',
    '[',
    ']',
    '}',
    '"',
    '1',
    '__proto__',
    '\\',
    '\u0000',
    '\ufeff',
    '😀',
  );
  const text = fc.array(piece, { maxLength: 16 }).map((pieces) => new TextEncoder().encode(pieces.join('')));
  const read = createReader(content);
  const kinds = new Set<string>();
  const property = fc.property(
    fc.constantFrom(...types),
    fc.oneof(text, fc.uint8Array({ maxLength: 40 })),
    (type, body) => {
      const outcome = read(type, body);
      kinds.add(outcome === 'none' ? outcome : Object.keys(outcome)[0]!);
    },
  );
  fc.assert(property, { numRuns: 4000, seed: 13 });
  expect([...kinds].sort()).toEqual(['malformed', 'mediaType', 'none', 'value', 'violations']);
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test('reads large bodies of many small pieces in time that grows with the length', () => {
  const read = createReader(content);
  const bodies: [type: string, body: string][] = [
    ['application/x-www-form-urlencoded', 'a=1&'.repeat(250_000)],
    ['application/x-www-form-urlencoded', Array.from({ length: 9000 }, (_, index) => `deep[a${index}][b]=1`).join('&')],
    ['application/x-www-form-urlencoded', '&'.repeat(1_000_000)],
    ['application/x-www-form-urlencoded', `a=${'%'.repeat(500_000)}`],
    ['multipart/form-data; boundary=X', '\r\n--'.repeat(250_000)],
    ['multipart/form-data; boundary=X', `--X\r\n${'a:b\r\n'.repeat(200_000)}`],
    ['multipart/form-data; boundary=X', `--X${' '.repeat(1_000_000)}`],
    ['application/json', `[${'"\\\\",'.repeat(200_000)}1]`],
    [`application/json; ${'a="'.repeat(30_000)}`, '1'],
    [`application/json; ${'a=";'.repeat(30_000)}`, '1'],
  ];
  const start = performance.now();
  for (const [type, body] of bodies) read(type, body);
  // Each takes some milliseconds; quadratic time takes minutes.
  expect(performance.now() - start).toBeLessThan(15_000);
});
