import { assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { breakConstraints } from '../../../src/conformance/values/constraints.ts';
import { toInstance } from '../../../src/contract/instance/instance.ts';
import { breakParameter } from '../../../src/conformance/values/parameters.ts';
import { samplePattern } from '../../../src/contract/instance/pattern.ts';
import { createSchemaCompiler } from '../../../src/contract/schema.ts';
import type { Json, JsonSchema, Parameter } from '../../../src/contract/types.ts';

function contextOf(schema: JsonSchema) {
  const document = { components: { schemas: { S: schema } } };
  return { contract: { document }, compiler: createSchemaCompiler({ document }) };
}

const S = '/components/schemas/S';

function brokenBy(schema: JsonSchema, valid?: Json) {
  const context = contextOf(schema);
  const value = valid ?? toInstance(context, S, { full: true });
  return breakConstraints(context, S, value!).map(({ at, keyword, kind, value: broken }) => [
    at,
    kind === '' ? keyword : `${keyword} (${kind})`,
    broken,
  ]);
}

test('breaks each keyword once and alone', () => {
  const schema = {
    type: 'object',
    required: ['name'],
    additionalProperties: false,
    properties: {
      name: { type: 'string', minLength: 2, maxLength: 5 },
      size: { type: 'integer', minimum: 1, maximum: 10, multipleOf: 2 },
      tags: {
        type: 'array',
        minItems: 1,
        maxItems: 2,
        uniqueItems: true,
        items: { type: 'string', enum: ['a', 'b', 'c'] },
      },
      url: { type: 'string', format: 'uri', pattern: '^https://' },
      on: { type: 'boolean' },
    },
  };
  const base = { name: 'name', size: 2, tags: ['a'], url: 'https://a.example/x', on: true };
  expect(brokenBy(schema, base)).toEqual([
    ['', 'type', 'hookspec'],
    ['', 'type (null)', null],
    ['', 'type (container)', [base]],
    ['/name', 'required', { size: 2, tags: ['a'], url: 'https://a.example/x', on: true }],
    ['/hookspec_unknown', 'additionalProperties', { ...base, hookspec_unknown: 'hookspec' }],
    ['/name', 'type', { ...base, name: 12345 }],
    ['/name', 'type (null)', { ...base, name: null }],
    ['/name', 'type (container)', { ...base, name: ['name'] }],
    ['/name', 'minLength', { ...base, name: 'n' }],
    ['/name', 'maxLength', { ...base, name: 'namea\u0332' }],
    ['/size', 'type', { ...base, size: 'many' }],
    ['/size', 'type (null)', { ...base, size: null }],
    ['/size', 'type (container)', { ...base, size: [2] }],
    ['/size', 'type (text)', { ...base, size: '2' }],
    ['/size', 'minimum', { ...base, size: 0 }],
    ['/size', 'maximum', { ...base, size: 12 }],
    ['/size', 'multipleOf', { ...base, size: 3 }],
    ['/tags', 'type', { ...base, tags: 'a' }],
    ['/tags', 'type (null)', { ...base, tags: null }],
    ['/tags', 'type (container)', { ...base, tags: { hookspec: true } }],
    ['/tags', 'minItems', { ...base, tags: [] }],
    ['/tags', 'maxItems', { ...base, tags: ['a', 'b', 'c'] }],
    ['/tags', 'uniqueItems', { ...base, tags: ['a', 'a'] }],
    ['/tags/1', 'enum (null)', { ...base, tags: ['a', null] }],
    ['/tags/1', 'enum', { ...base, tags: ['a', 'hookspec.unknown'] }],
    ['/tags/1', 'enum (case)', { ...base, tags: ['a', 'A'] }],
    ['/url', 'type', { ...base, url: 12345 }],
    ['/url', 'type (null)', { ...base, url: null }],
    ['/url', 'type (container)', { ...base, url: ['https://a.example/x'] }],
    ['/url', 'format', { ...base, url: 'https://hooks example com/hookspec' }],
    ['/url', 'pattern', { ...base, url: 'http://a.example/x' }],
    ['/url', 'pattern (other case)', { ...base, url: 'HTTPS://a.example/x' }],
    ['/url', 'pattern (wrong start)', { ...base, url: 'hookspec:https://a.example/x' }],
    ['/on', 'type', { ...base, on: 'perhaps' }],
    ['/on', 'type (null)', { ...base, on: null }],
    ['/on', 'type (container)', { ...base, on: [true] }],
    ['/on', 'type (text)', { ...base, on: 'true' }],
    ['/on', 'type (number)', { ...base, on: 1 }],
  ]);
});

test('breaks what holds for the members of a map, of one that is there or of a new one', () => {
  const schema = {
    type: 'object',
    properties: { name: { const: 'a' } },
    additionalProperties: { type: 'string', maxLength: 3 },
  };
  const members = (valid: Json) => brokenBy(schema, valid).filter(([at]) => at !== '' && at !== '/name');
  expect(members({ name: 'a', color: 'red' })).toEqual([
    ['/color', 'type', { name: 'a', color: 12345 }],
    ['/color', 'type (null)', { name: 'a', color: null }],
    ['/color', 'type (container)', { name: 'a', color: ['red'] }],
    ['/color', 'maxLength', { name: 'a', color: 'red\u0332' }],
  ]);
  expect(members({ name: 'a' }).map(([at, keyword]) => `${String(at)} ${String(keyword)}`)).toEqual([
    '/hookspec type',
    '/hookspec type (null)',
    '/hookspec type (container)',
    '/hookspec maxLength',
  ]);
});

test('leaves a constraint alone that no value breaks by itself', () => {
  const schema = { type: 'array', maxItems: 3, uniqueItems: true, items: { enum: ['a', 'b'] } };
  expect(brokenBy(schema, ['a'])).toContainEqual(['', 'maxItems', undefined]);
});

test('looks through references, allOf and the fitting branch of a union', () => {
  const schema = {
    allOf: [
      {
        type: 'object',
        required: ['id'],
        properties: { id: { anyOf: [{ type: 'null' }, { type: 'string', maxLength: 3 }] } },
      },
    ],
  };
  const places = brokenBy(schema, { id: 'abc' }).map(([at, keyword]) => `${String(at)} ${String(keyword)}`);
  expect(places).toEqual([
    ' type',
    ' type (null)',
    ' type (container)',
    '/id required',
    '/id type',
    '/id type (container)',
    '/id maxLength',
  ]);
});

test('builds values that are valid, from keywords alone', () => {
  for (const schema of [
    { type: 'string', format: 'uuid' },
    { type: 'string', pattern: '^cb-[0-9a-z]{12}$' },
    { type: 'string', format: 'uri', pattern: '^https://' },
    { type: 'string', minLength: 30, maxLength: 40 },
    { type: 'integer', exclusiveMinimum: 3, maximum: 8, multipleOf: 4 },
    { type: 'array', minItems: 2, uniqueItems: true, items: { enum: [1, 2, 3] } },
    {
      oneOf: [
        { type: 'null', not: {} },
        { type: 'object', required: ['a'], properties: { a: { const: 7 } } },
      ],
    },
  ] as const) {
    const context = contextOf(schema as JsonSchema);
    const value = toInstance(context, S, { full: false });
    expect({ schema, value }).toEqual({ schema, value: expect.anything() as unknown });
    expect(context.compiler.compile(S, 'request')(value)).toEqual([]);
  }
});

test('gives up where no value is known', () => {
  expect(toInstance(contextOf({ type: 'string', format: 'uuid', maxLength: 3 }), S, { full: true })).toBeUndefined();
});

test('samples only texts that match', () => {
  const known = [
    '^whsec_[0-9a-f]{64}$',
    '^(a|b)+\\.c$',
    '[^/]+',
    '^\\d{4}-\\d{2}$',
    '^[A-Z_]{3,}x?$',
    '^(?:https?)://',
  ];
  expect(known.filter((pattern) => samplePattern(pattern).length === 0)).toEqual([]);
  assert(
    property(
      constantFrom('a', '\\d', '[b-d]', '(e|f)', '.'),
      constantFrom('', '+', '*', '{2}', '{1,3}', '?'),
      (atom, times) => {
        const pattern = `^${atom}${times}z$`;
        const samples = samplePattern(pattern);
        expect(samples.length).toBeGreaterThan(0);
        for (const text of samples) expect(text).toMatch(new RegExp(pattern, 'u'));
      },
    ),
    { seed: 1 },
  );
});

test('breaks a parameter only with texts that have no valid reading', () => {
  const texts = (schema: JsonSchema, required = false) => {
    const parameter: Parameter = {
      name: 'p',
      in: 'query',
      required,
      style: 'form',
      explode: true,
      pointer: '',
      schemaPointer: S,
      schema,
      examples: [],
    };
    return breakParameter(contextOf(schema), parameter).map(({ keyword, kind, text }) => [
      kind === '' ? keyword : `${keyword} (${kind})`,
      text,
    ]);
  };
  expect(texts({ type: 'integer', minimum: 1, maximum: 9 }, true)).toEqual([
    ['required', undefined],
    ['type', 'many'],
    ['minimum', '0'],
    ['maximum', '10'],
    ['type (trailing)', '1abc'],
    ['minimum (negative)', '-1'],
  ]);
  expect(texts({ type: 'integer', minimum: 0, maximum: 9 })).toEqual([
    ['type', 'many'],
    ['minimum', '-1'],
    ['maximum', '10'],
    ['type (trailing)', '0abc'],
    ['maximum (far)', '4294967297'],
  ]);
  // Every text is a string, and the word "true" may be read as a boolean.
  expect(texts({ type: 'string' })).toEqual([]);
  expect(texts({ type: 'boolean' })).toEqual([['type', 'perhaps']]);
  expect(texts({ type: ['string', 'boolean'], enum: ['on', true] })).toEqual([
    ['enum', 'hookspec.unknown'],
    ['enum (case)', 'ON'],
  ]);
});
