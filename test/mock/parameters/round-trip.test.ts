import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/contract/types.ts';
import { readOne } from '../support/parameters.ts';

type Value = string | number | readonly (string | number)[] | Readonly<Record<string, string | number>>;

// Every character, those included that separate and those that a client must encode.
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }).filter((value) => value.isWellFormed());
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
);
const names = fc.uniqueArray(fc.constantFrom('R', 'G', 'B', 'a b', 'é', '__proto__', 'x[y]'), { minLength: 1 });

/** A value with its schema. */
const instance: fc.Arbitrary<{ schema: JsonObject; value: Value }> = fc
  .constantFrom('string', 'number')
  .chain((type) => {
    const scalar: fc.Arbitrary<string | number> = type === 'string' ? text : number;
    return fc.oneof(
      scalar.map((value) => ({ schema: { type }, value })),
      // Of one item nobody can tell whether the separator in it separates.
      fc
        .array(scalar, { minLength: 2, maxLength: 4 })
        .map((value) => ({ schema: { type: 'array', items: { type } }, value })),
      names
        .chain((keys) => fc.tuple(...keys.map((key) => fc.tuple(fc.constant(key), scalar))))
        .map((members) => {
          const properties = Object.fromEntries(members.map(([key]) => [key, { type }]));
          return { schema: { type: 'object', properties }, value: Object.fromEntries(members) as Value };
        }),
    );
  });

const encode = (part: unknown) => encodeURIComponent(String(part)).replaceAll('.', '%2E');
const assign = (pairs: readonly (readonly [string, unknown])[], by: string) =>
  pairs.map(([key, part]) => `${encode(key)}=${encode(part)}`).join(by);

/** Writes a value as RFC 6570 does, independently of the reader. */
function write(value: Value, style: string, explode: boolean): string {
  const [first, between, named] = {
    matrix: [';', ';', true],
    label: ['.', '.', false],
    simple: ['', ',', false],
    form: ['', '&', true],
  }[style] as [string, string, boolean];
  const own = named ? 'color=' : '';
  const separator = explode ? between : ',';
  if (Array.isArray(value))
    return (
      first + value.map((item, index) => (index === 0 || (explode && named) ? own : '') + encode(item)).join(separator)
    );
  if (typeof value !== 'object') return first + own + encode(value);
  const pairs = Object.entries(value);
  return first + (explode ? assign(pairs, separator) : own + pairs.flat().map(encode).join(','));
}

test.each([
  ['path', 'simple', false],
  ['path', 'simple', true],
  ['path', 'label', false],
  ['path', 'label', true],
  ['path', 'matrix', false],
  ['path', 'matrix', true],
  ['query', 'form', false],
  ['query', 'form', true],
] as const)('reads back what is written: %s, style %s, explode %s', (place, style, explode) => {
  const property = fc.property(instance, ({ schema, value }) => {
    const sent = write(value, style, explode);
    const declared = { name: 'color', in: place, required: true, style, explode, schema };
    const read = readOne(declared, place === 'query' ? { query: sent } : { path: { color: sent } });
    expect(JSON.stringify(read)).toBe(JSON.stringify(value));
  });
  fc.assert(property, { numRuns: 150, seed: 5 });
});

test('reads back objects of style deepObject', () => {
  const simple = instance.filter(
    ({ schema }) => schema.type === 'object' && !('x[y]' in (schema.properties as object)),
  );
  const property = fc.property(simple, ({ schema, value }) => {
    const query = Object.entries(value)
      .map(([key, part]) => `${encode(`color[${key}]`)}=${encode(part)}`)
      .join('&');
    const read = readOne({ name: 'color', in: 'query', style: 'deepObject', schema }, { query });
    expect(JSON.stringify(read)).toBe(JSON.stringify(value));
  });
  fc.assert(property, { numRuns: 150, seed: 5 });
});

test('answers whatever is sent', () => {
  const piece = fc.constantFrom(
    'color',
    'R',
    '=',
    '&',
    ',',
    ';',
    '.',
    '[',
    ']',
    '%',
    '%zz',
    '%E9',
    '+',
    '"',
    '{',
    '}',
    '1',
    '__proto__',
    '\u0000',
    '😀',
  );
  const sent = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  const style = fc.constantFrom(
    'matrix',
    'label',
    'simple',
    'form',
    'spaceDelimited',
    'pipeDelimited',
    'deepObject',
    'unknown',
  );
  const schema = fc.constantFrom<JsonObject>(
    {},
    { type: 'integer' },
    { type: 'array' },
    { type: 'object', properties: { R: {} } },
    { type: ['array', 'object', 'string'] },
  );
  const property = fc.property(
    fc.constantFrom('path', 'query', 'header', 'cookie'),
    style,
    fc.boolean(),
    schema,
    sent,
    (place, name, explode, of, raw) => {
      const declared = { name: 'color', in: place, style: name, explode, schema: of };
      readOne(declared, { query: raw, headers: { color: raw, cookie: raw }, path: { color: raw } });
    },
  );
  fc.assert(property, { numRuns: 2000, seed: 9 });
  expect(({} as { R?: unknown }).R).toBeUndefined();
});
