import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSchemaCompiler } from '../../src/contract/schema.ts';
import { HookspecError } from '../../src/errors.ts';
import type { JsonObject } from '../../src/contract/types.ts';

const name = fc.constantFrom('a', 'b', 'c');
const word = fc.constantFrom('', 'a', 'ab', 'b');

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.integer({ min: -2, max: 3 }),
    word,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3 }),
  ),
}));

const { schema } = fc.letrec((tie) => {
  const part = tie('schema');
  const list = fc.array(part, { minLength: 1, maxLength: 3 });
  const map = fc.dictionary(name, part);
  const some = (model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
    fc.record(model, { requiredKeys: [] });
  const rule = Object.fromEntries(['if', 'then', 'else'].map((keyword) => [keyword, part]));
  return {
    schema: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.constantFrom(true, false, {}),
      fc.record({ type: fc.constantFrom('string', 'null', 'object', 'array', 'integer', ['string', 'null']) }),
      fc.record({ enum: fc.uniqueArray(fc.constantFrom('a', 'b', 1, null), { minLength: 1 }) }),
      some({ const: fc.constantFrom('a', 1), minLength: fc.nat(2), minimum: fc.nat(1), minItems: fc.nat(2) }),
      fc.record({ $ref: fc.constantFrom('#/defs/A', '#/defs/B') }),
      some({ required: fc.uniqueArray(name, { minLength: 1 }), properties: map, additionalProperties: part }),
      some({ anyOf: list, properties: map, unevaluatedProperties: part }),
      some({ oneOf: list }),
      some({ allOf: list, unevaluatedProperties: part }),
      some({ not: part, items: part, propertyNames: part, dependentSchemas: map }),
      fc.record(rule, { requiredKeys: ['if'] }),
      fc.record({ contains: part, maxContains: fc.constantFrom(1, 2) }, { requiredKeys: ['contains'] }),
      fc.record({ prefixItems: list, items: part }, { requiredKeys: ['prefixItems'] }),
      fc.record({ patternProperties: fc.dictionary(fc.constantFrom('^a', 'b'), part) }),
    ),
  };
});

/** What ajv alone says; undefined for rings of references, which it cannot handle and we refuse. */
function compileBoth(document: JsonObject) {
  try {
    const ours = createSchemaCompiler({ document }).compile('/schema', 'request');
    const ajv = new Ajv2020({ strict: false, logger: false, ownProperties: true }).addSchema(document, 'document');
    return { ours, plain: ajv.compile({ $ref: 'document#/schema' }) };
  } catch (error) {
    if (error instanceof HookspecError && error.message.includes('refers to itself')) return undefined;
    throw error;
  }
}

test('agrees with plain ajv on every verdict, and explains each refusal', () => {
  let refused = 0;
  const property = fc.property(schema, schema, schema, fc.array(value, { maxLength: 8 }), (first, A, B, values) => {
    const both = compileBoth({ schema: first, defs: { A, B } } as JsonObject);
    for (const entry of both ? values : []) {
      const violations = both!.ours(entry);
      expect(violations.length === 0).toBe(both!.plain(entry));
      expect(violations.filter(({ message }) => /undefined|does not satisfy/.test(message))).toEqual([]);
      refused += violations.length > 0 ? 1 : 0;
    }
  });
  fc.assert(property, { numRuns: 120, seed: 7 });
  expect(refused).toBeGreaterThan(50);
});
