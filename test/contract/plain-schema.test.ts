import { BaseResolver, Source, createConfig, lintDocument } from '@redocly/openapi-core';
import { expect, test } from 'vitest';
import { isPlainSchema } from '../../src/contract/plain-schema.ts';

const REF = { $ref: '#/components/schemas/Good' };
const KEYWORDS =
  'type title description format pattern required enum const minimum maximum exclusiveMinimum minLength maxLength ' +
  'minItems maxItems uniqueItems multipleOf nullable readOnly writeOnly deprecated default example examples properties ' +
  'items not xml additionalProperties allOf anyOf oneOf discriminator $ref $id x-note colour if';
const TEXTS: readonly unknown[] = ['', 'x', 'string', 'object', 'null', '#/components/schemas/Good'];
const PLAIN: readonly unknown[] = [null, true, false, 0, 3, -1, 1.5];
const LISTS: readonly unknown[] = [[], ['a'], [1], ['string', 'null'], [{}], [{ type: 3 }], [REF], [null]];
const MAPS: readonly unknown[] = [{}, REF, { a: REF }, { a: { type: 3 } }, { a: null }, { colour: 'red' }, { a: true }];
const VALUES = [TEXTS, PLAIN, LISTS, MAPS].flat();

/** A schema for each keyword and value. */
function listSchemas(): Map<string, Record<string, unknown>> {
  const schemas = new Map<string, Record<string, unknown>>();
  for (const keyword of KEYWORDS.split(' ')) {
    for (const value of VALUES) schemas.set(`S${schemas.size}`, { [keyword]: value });
  }
  return schemas;
}

test.each(['3.0', '3.1'] as const)('calls no schema of %s plain that the library finds fault with', async (version) => {
  const schemas = listSchemas();
  const parsed = {
    openapi: `${version}.0`,
    info: { title: 'a', version: '1' },
    paths: {},
    components: { schemas: { Good: { type: 'string' }, ...Object.fromEntries(schemas) } },
  };
  const problems = await lintDocument({
    document: { source: new Source('a.yaml', ''), parsed },
    config: await createConfig({ rules: { struct: 'error' } }),
    externalRefResolver: new BaseResolver(),
  });
  const faulty = new Set(problems.map(({ location }) => location[0]?.pointer?.split('/')[3]));
  const plain = [...schemas].filter(([, schema]) => isPlainSchema(schema, version));
  expect(plain.filter(([name]) => faulty.has(name))).toEqual([]);
  expect(plain.length).toBeGreaterThan(120);
});

test('calls a schema plain as deep as it is', () => {
  const deep = (leaf: object) => ({ properties: { a: { items: { allOf: [REF, { additionalProperties: leaf }] } } } });
  expect(isPlainSchema(deep({ type: 'integer', minimum: 1 }), '3.1')).toBe(true);
  expect(isPlainSchema(deep({ type: 'integer', minimum: '1' }), '3.1')).toBe(false);
});
