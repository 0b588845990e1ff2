/** Random schemas over few names and values, so that two of them often speak of the same thing. */
import * as fc from 'fast-check';
import type { Json, JsonObject } from '../../../../../src/contract/types.ts';

const names = ['a', 'b', 'c'];
const texts = ['', 'a', 'b', 'ab', 'abc', '12', 'https://example.com/hooks', '2026-01-31'];
const name = fc.constantFrom(...names);
const count = fc.nat({ max: 3 });
const limit = fc.constantFrom(-1, 0, 0.5, 1, 2, 3, 10);

/** A value of a few kinds. */
export const anyValue: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Json>(null, true, false, -1, 0, 0.5, 1, 1.5, 2, 3, 4, 10, 11, ...texts),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...names, 'd', 'x-1'), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

type Part = fc.Arbitrary<Json>;

// An object literal with `then` would look like a promise.
const toCase = (parts: readonly Json[]): Json =>
  Object.fromEntries(['if', 'then', 'else'].map((key, index) => [key, parts[index]!]));

/** An object with its first member and at most three of the others. */
function sparse(members: Readonly<Record<string, Part>>): Part {
  const [first, ...rest] = Object.keys(members) as [string, ...string[]];
  const all = Object.fromEntries(rest.map((key) => [key, members[key]!]));
  return fc
    .tuple(members[first]!, fc.subarray(rest, { maxLength: 3 }))
    .chain(([type, keys]) =>
      fc
        .record(Object.fromEntries(keys.map((key) => [key, all[key]!])))
        .map((others) => ({ [first]: type, ...others })),
    );
}

function keywords(schema: Part): Part {
  const some = fc.uniqueArray(name, { minLength: 1, maxLength: 2 });
  const text = sparse({
    type: fc.constant('string'),
    minLength: count,
    maxLength: count,
    pattern: fc.constantFrom('^a', 'b$', '^[a-c]+$', '^[a-z]*$', '^\\d+$'),
    format: fc.constantFrom('uri', 'date', 'nobody-knows'),
  });
  const number = sparse({
    type: fc.constantFrom('number', 'integer'),
    minimum: limit,
    maximum: limit,
    exclusiveMinimum: limit,
    exclusiveMaximum: limit,
    multipleOf: fc.constantFrom(0.5, 1, 2, 3),
  });
  const list = sparse({
    type: fc.constant('array'),
    items: schema,
    prefixItems: fc.array(schema, { minLength: 1, maxLength: 2 }),
    minItems: count,
    maxItems: count,
    uniqueItems: fc.boolean(),
    contains: schema,
  });
  const object = sparse({
    type: fc.constant('object'),
    properties: fc.dictionary(name, schema, { maxKeys: 3, noNullPrototype: true }),
    required: some,
    additionalProperties: fc.oneof(fc.boolean(), schema),
    minProperties: count,
    maxProperties: count,
    patternProperties: fc.dictionary(fc.constantFrom('^x-', '^[ab]$'), schema, { maxKeys: 1, noNullPrototype: true }),
    propertyNames: fc.constantFrom<Json>({ pattern: '^[a-c]$' }, { maxLength: 1 }, { enum: ['a', 'b'] }),
    dependentRequired: fc.dictionary(name, some, { maxKeys: 1, noNullPrototype: true }),
    unevaluatedProperties: fc.boolean(),
  });
  return fc.oneof(
    { weight: 3, arbitrary: text },
    { weight: 3, arbitrary: number },
    { weight: 2, arbitrary: list as Part },
    { weight: 5, arbitrary: object as Part },
    fc.record({
      enum: fc.uniqueArray(fc.constantFrom<Json>(null, 0, 1, 'a', 'b', true), { minLength: 1, maxLength: 4 }),
    }),
    fc.constantFrom<Json>(
      {},
      true,
      false,
      { type: 'null' },
      { type: 'boolean' },
      { type: ['string', 'null'] },
      { const: 'a' },
      { $ref: '#/components/schemas/Tree' },
    ),
  ) as Part;
}

/** A schema, and others inside. */
export const anySchema: fc.Arbitrary<Json> = fc.letrec<{ schema: Json }>((tie) => {
  const schema = tie('schema');
  const branches = fc.array(schema, { minLength: 1, maxLength: 3 });
  return {
    schema: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 8, arbitrary: keywords(schema) },
      { weight: 1, arbitrary: fc.record({ anyOf: branches }) },
      { weight: 1, arbitrary: fc.record({ oneOf: branches }) },
      { weight: 1, arbitrary: fc.record({ allOf: branches }) },
      { weight: 1, arbitrary: fc.record({ not: schema }) },
      {
        weight: 1,
        arbitrary: fc.tuple(schema, schema, schema).map(toCase),
      },
    ),
  };
}).schema;

/** A document that holds one schema, and one that leads back to itself. */
export function toDocument(schema: Json, isTreeStrict = false): JsonObject {
  const Tree = {
    type: 'object',
    properties: { a: { type: 'string' }, b: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
    ...(isTreeStrict && { required: ['a'] }),
  };
  return { openapi: '3.1.0', components: { schemas: { Root: schema, Tree } } };
}

/** A schema that differs from another at some place: a keyword is dropped or replaced by that of a third. */
export function mutate(schema: Json, other: Json, random: () => number): Json {
  if (schema === null || typeof schema !== 'object' || random() < 0.15) return other;
  if (Array.isArray(schema)) {
    const list = [...(schema as Json[])];
    const index = Math.floor(random() * list.length);
    if (list.length > 1 && random() < 0.3) list.splice(index, 1);
    else if (list.length > 0)
      list[index] = typeof list[index] === 'object' ? mutate(list[index]!, other, random) : list[index]!;
    return list;
  }
  const keys = Object.keys(schema);
  const key = keys[Math.floor(random() * keys.length)];
  if (key === undefined) return other;
  const copy: Record<string, Json> = { ...(schema as JsonObject) };
  const value = copy[key]!;
  const isSchemas = value !== null && typeof value === 'object' && key !== 'enum' && key !== 'required';
  if (isSchemas && random() < 0.75)
    copy[key] = MAPS.has(key) ? mutateMap(value, other, random) : mutate(value, other, random);
  else if (random() < 0.5) delete copy[key];
  else Object.assign(copy, typeof other === 'object' && !Array.isArray(other) ? other : {});
  return copy;
}

const MAPS = new Set(['properties', 'patternProperties']);

function mutateMap(map: Json, other: Json, random: () => number): Json {
  const names = Object.keys(map as object);
  const name = names[Math.floor(random() * names.length)];
  if (name === undefined || random() < 0.2) return { ...(map as JsonObject), c: other };
  return { ...(map as JsonObject), [name]: mutate((map as JsonObject)[name]!, other, random) };
}
