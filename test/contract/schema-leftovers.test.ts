import { describe, expect, test } from 'vitest';
import { createSchemaCompiler } from '../../src/contract/schema.ts';
import type { JsonObject } from '../../src/contract/types.ts';

/** Verdicts on values, and the warnings as `pointer: message`. */
function judge(schema: JsonObject, values: readonly unknown[], rest: JsonObject = {}) {
  const compiler = createSchemaCompiler({ document: { a: schema, ...rest } });
  const validate = compiler.compile('/a', 'request');
  const verdicts = values.map((value) => validate(value).length === 0);
  return { verdicts, warnings: compiler.warnings.map(({ pointer, message }) => `${pointer}: ${message}`) };
}

describe('nullable', () => {
  const nullable = (more: string) => `"nullable" is of OpenAPI 3.0; it is read as "or null"; write ${more}.`;
  const anyOf = `"anyOf" with "type: 'null'"`;

  test.each<[what: string, schema: JsonObject, warning: string, verdicts: boolean[]]>([
    ['a type', { type: 'string', nullable: true }, nullable(`"type: [string, 'null']"`), [true, true, false]],
    [
      'a type and an enum',
      { type: 'string', enum: ['x'], nullable: true },
      nullable(`"type: [string, 'null']"`),
      [true, true, false],
    ],
    ['an enum alone', { enum: ['x'], nullable: true }, nullable(anyOf), [true, true, false]],
    ['no type', { minLength: 1, nullable: true }, nullable(anyOf), [true, true, true]],
    ['a reference', { $ref: '#/Text', nullable: true }, nullable(anyOf), [true, true, false]],
    ['allOf', { allOf: [{ $ref: '#/Text' }], nullable: true }, nullable(anyOf), [true, true, false]],
    ['oneOf', { oneOf: [{ $ref: '#/Text' }], nullable: true }, nullable(anyOf), [true, true, false]],
    ['false', { type: 'string', nullable: false }, '"nullable" is of OpenAPI 3.0; leave it out.', [false, true, false]],
  ])('beside %s', (_, schema, warning, verdicts) => {
    expect(judge(schema, [null, 'x', 5], { Text: { type: 'string' } })).toEqual({
      verdicts,
      warnings: [`/a/nullable: ${warning}`],
    });
  });
});

test.each<[schema: JsonObject, verdicts: boolean[], warning: string]>([
  [
    { minimum: 3, exclusiveMinimum: true },
    [false, true],
    '/a/exclusiveMinimum: "exclusiveMinimum: true" is of OpenAPI 3.0; write "exclusiveMinimum: 3" and leave "minimum" out.',
  ],
  [
    { minimum: 3, exclusiveMinimum: false },
    [true, true],
    '/a/exclusiveMinimum: "exclusiveMinimum: false" is of OpenAPI 3.0 and says nothing here; leave it out.',
  ],
  [
    { maximum: 4, exclusiveMaximum: true },
    [true, false],
    '/a/exclusiveMaximum: "exclusiveMaximum: true" is of OpenAPI 3.0; write "exclusiveMaximum: 4" and leave "maximum" out.',
  ],
  [
    { exclusiveMaximum: true },
    [true, true],
    '/a/exclusiveMaximum: "exclusiveMaximum: true" is of OpenAPI 3.0 and says nothing here; leave it out.',
  ],
  [{ enum: [] }, [false, false], '/a/enum: "enum" is empty, so no value fits.'],
])('reads limits and enums of older documents: %j', (schema, verdicts, warning) => {
  expect(judge(schema, [3, 4])).toEqual({ verdicts, warnings: [warning] });
});

test('reads tuples and dependencies of older drafts', () => {
  const tuple = { items: [{ type: 'string' }, { type: 'number' }], additionalItems: false };
  expect(
    judge(tuple, [
      ['a', 1],
      ['a', 'b'],
      ['a', 1, 2],
    ]),
  ).toEqual({
    verdicts: [true, false, false],
    warnings: [
      '/a/items: "items" with a list is of an older draft; write "prefixItems", and "items" for what follows.',
    ],
  });
  const dependencies = { dependencies: { a: ['b'], c: { required: ['d'] } } };
  expect(judge(dependencies, [{ a: 1, b: 1 }, { a: 1 }, { c: 1 }, { c: 1, d: 1 }])).toEqual({
    verdicts: [true, false, false, true],
    warnings: [
      '/a/dependencies: "dependencies" is of an older draft; write "dependentRequired" or "dependentSchemas".',
    ],
  });
});

describe('patterns', () => {
  const note = (pattern: string, rest: string) => [`/a/pattern: The pattern ${pattern} ${rest}.`];

  test.each<[pattern: string, verdicts: boolean[], warnings: string[]]>([
    ['^\\p{L}+$', [true, true, false], []],
    [
      '^[a-zA-Z\\_]+$',
      [true, true, false],
      note('^[a-zA-Z\\_]+$', 'is valid without Unicode rules only and is read without them'),
    ],
    ['(?i)^AB$', [true, true, false], note('(?i)^AB$', 'is no ECMA-262 pattern and is read as /^AB$/i')],
    ['\\A[a-z]+\\z', [true, false, false], note('\\A[a-z]+\\z', 'is no ECMA-262 pattern and is read as /^[a-z]+$/')],
    [
      '^(?P<first>a)',
      [true, false, false],
      note('^(?P<first>a)', 'is no ECMA-262 pattern and is read as /^(?<first>a)/'),
    ],
  ])('%s', (pattern, verdicts, warnings) => {
    expect(judge({ pattern }, ['ab', 'AB', '1 '])).toEqual({ verdicts, warnings });
  });

  test('name properties too', () => {
    expect(judge({ patternProperties: { '(?i)^x-': { type: 'string' } } }, [{ 'X-A': 'a' }, { 'X-A': 1 }])).toEqual({
      verdicts: [true, false],
      warnings: ['/a/patternProperties/(?i)^x-: The pattern (?i)^x- is no ECMA-262 pattern and is read as /^x-/i.'],
    });
  });
});

test('annotations and extensions check nothing and are no news', () => {
  const schema = {
    type: 'string',
    format: 'password',
    title: 'A',
    description: 'B',
    default: 5,
    example: 5,
    examples: [5],
    deprecated: true,
    readOnly: true,
    externalDocs: { url: 'x' },
    xml: { name: 'a' },
    discriminator: { propertyName: 'x' },
    contentEncoding: 'base64',
    'x-anything': { type: 'nonsense' },
  };
  expect(judge(schema, ['a', 5])).toEqual({ verdicts: [true, false], warnings: [] });
});

test('unknown formats check nothing and are told, each at its place', () => {
  const schema = {
    properties: { x: { format: 'iban' }, y: { format: 'constructor' }, z: { type: 'integer', format: 'uuid' } },
  };
  expect(judge(schema, [{ x: 'a', y: 'b', z: 1 }])).toEqual({
    verdicts: [true],
    warnings: [
      '/a/properties/x/format: Format "iban" is unknown and checks nothing.',
      '/a/properties/y/format: Format "constructor" is unknown and checks nothing.',
    ],
  });
});
