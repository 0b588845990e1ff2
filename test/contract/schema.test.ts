import { describe, expect, test } from 'vitest';
import { createSchemaCompiler } from '../../src/contract/schema.ts';
import type { JsonObject, JsonSchema, Violation } from '../../src/contract/types.ts';

/** `at keyword: message` for each violation of a schema. */
function check(schema: JsonSchema, value: unknown): string[] {
  const compiler = createSchemaCompiler({ document: { schema } });
  return compiler.compile('/schema', 'request')(value).map(toLine);
}

function toLine({ at, keyword, message }: Violation): string {
  return `${at} ${keyword}: ${message}`;
}

describe('messages', () => {
  test.each<[string, JsonObject, unknown, string]>([
    ['type', { type: 'string' }, 5, 'must be a string, got number'],
    ['type', { type: ['string', 'null'] }, [], 'must be a string or null, got array'],
    ['type', { type: 'integer' }, 1.5, 'must be an integer, got 1.5'],
    ['type', { type: 'object' }, null, 'must be an object, got null'],
    ['enum', { enum: ['a', 'b', 3, null] }, 'x', 'must be one of a, b, 3, null'],
    ['const', { const: '' }, 'x', 'must be ""'],
    ['format', { format: 'uri' }, 'x y', 'must match format uri'],
    ['format', { format: 'date-time' }, '2026-01-01', 'must match format date-time'],
    ['format', { format: 'uint8' }, 256, 'must match format uint8'],
    ['pattern', { pattern: '^a+$' }, 'b', 'must match pattern ^a+$'],
    [
      'publicAddress',
      { type: 'string', 'x-public-address': true },
      'https://a.local',
      'must have a public host, but names under "local" never are',
    ],
    ['minLength', { minLength: 1 }, '', 'must have at least 1 character'],
    ['maxLength', { maxLength: 2 }, 'abc', 'must have at most 2 characters'],
    ['minItems', { minItems: 1 }, [], 'must have at least 1 item'],
    ['maxItems', { maxItems: 0 }, [1], 'must have at most 0 items'],
    ['items', { prefixItems: [{}], items: false }, [1, 2], 'must have at most 1 item'],
    ['minProperties', { minProperties: 1 }, {}, 'must have at least 1 property'],
    ['maxProperties', { maxProperties: 2 }, { a: 1, b: 2, c: 3 }, 'must have at most 2 properties'],
    ['uniqueItems', { uniqueItems: true }, [1, 2, 1], 'must not repeat an item, but items 0 and 2 are equal'],
    ['contains', { contains: { type: 'string' } }, [1, 2], 'must have at least 1 fitting item'],
    [
      'contains',
      { contains: { type: 'string' }, minContains: 2, maxContains: 3 },
      ['a'],
      'must have 2 to 3 fitting items',
    ],
    ['minimum', { minimum: 3 }, 2, 'must be at least 3'],
    ['maximum', { maximum: 3 }, 4, 'must be at most 3'],
    ['exclusiveMinimum', { exclusiveMinimum: 3 }, 3, 'must be more than 3'],
    ['exclusiveMaximum', { exclusiveMaximum: 3 }, 3, 'must be less than 3'],
    ['multipleOf', { multipleOf: 0.01 }, 0.015, 'must be a multiple of 0.01'],
    ['not', { not: { type: 'string' } }, 'x', 'has a form that is not allowed'],
  ])('says what is wrong for %s %j', (keyword, schema, value, message) => {
    expect(check(schema, value)).toEqual([` ${keyword}: ${message}`]);
  });

  test('accepts decimals that floating point cannot divide exactly', () => {
    expect(check({ multipleOf: 0.01 }, 19.99)).toEqual([]);
  });
});

describe('places', () => {
  test('name the property at fault, escaped', () => {
    const schema = {
      type: 'object',
      required: ['a/b'],
      properties: { known: {}, card: {}, never: false },
      dependentRequired: { card: ['holder'] },
      additionalProperties: false,
    };
    expect(check(schema, { card: 1, never: 1, extra: 1 })).toEqual([
      '/a~1b required: is missing',
      '/extra additionalProperties: is not a known property',
      '/never not: is not allowed',
      '/holder dependentRequired: is missing, but needed beside "card"',
    ]);
  });

  test('name properties that no part of a composition knows', () => {
    const schema = { allOf: [{ properties: { a: {} } }], unevaluatedProperties: false };
    expect(check(schema, { a: 1, b: 1 })).toEqual(['/b unevaluatedProperties: is not a known property']);
  });

  test('name a property whose name is wrong', () => {
    expect(check({ propertyNames: { maxLength: 2 } }, { abc: 1 })).toEqual([
      '/abc maxLength: has a name that must have at most 2 characters',
    ]);
  });

  test('say what the chosen case wants and not that a case was chosen', () => {
    const text = '{"if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}}';
    const schema = JSON.parse(text) as JsonObject;
    expect(check(schema, { a: 1 })).toEqual(['/b required: is missing']);
    expect(check(schema, {})).toEqual(['/c required: is missing']);
  });

  test('carry the part of the request, a prefix and the place of the keyword', () => {
    const compiler = createSchemaCompiler({ document: { a: { properties: { n: { minimum: 1 } } } } });
    expect(compiler.compile('#/a', 'request')({ n: 0 }, { in: 'query', at: '/filter' })).toEqual([
      {
        in: 'query',
        at: '/filter/n',
        keyword: 'minimum',
        message: 'must be at least 1',
        schemaPointer: '/a/properties/n/minimum',
        params: { comparison: '>=', limit: 1 },
      },
    ]);
  });

  test('tell the same thing once', () => {
    expect(check({ allOf: [{ minLength: 2 }, { minLength: 2 }] }, '')).toEqual([
      ' minLength: must have at least 2 characters',
    ]);
  });
});

test('counts own properties only', () => {
  expect(check({ required: ['toString', 'constructor'] }, {})).toEqual([
    '/toString required: is missing',
    '/constructor required: is missing',
  ]);
});
