import { expect, test } from 'vitest';
import { loadContract } from '../../../../src/contract/load.ts';
import { getAt } from '../../../../src/contract/pointer.ts';
import type { Json, JsonObject } from '../../../../src/contract/types.ts';
import { normaliseDocument } from '../../../../src/review/diff/normalise/normalise-document.ts';

const text = { type: 'string' };
const record = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...more });

/** A document with one operation. */
function toDocument(operation: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    openapi: '3.1.0',
    info: { title: 'Shop', version: '1.0.0' },
    paths: { '/a/{id}': { post: operation } },
    ...more,
  };
}

function withBody(schema: Json, schemas: JsonObject = {}): JsonObject {
  const requestBody = { content: { 'application/json': { schema } } };
  return toDocument({ requestBody, responses: {} }, { components: { schemas } });
}

const ref = { $ref: '#/components/schemas/A' };
const A = record({ a: text }, { required: ['a'] });

test.each<[string, Json, Json]>([
  ['const and a list of one', { const: 'a' }, { enum: ['a'] }],
  ['a list of values with and without its type', { type: 'string', enum: ['a', 'b'] }, { enum: ['b', 'a'] }],
  ['values as branches', { enum: ['a', 'b'] }, { oneOf: [{ const: 'a' }, { const: 'b' }] }],
  [
    'null as a type and as a branch',
    { type: ['string', 'null'], minLength: 1 },
    { anyOf: [{ type: 'string', minLength: 1 }, { type: 'null' }] },
  ],
  ['null beside a reference', { anyOf: [ref, { type: 'null' }] }, { oneOf: [{ type: 'null' }, ref] }],
  ['nullable that was left over', { type: 'string', nullable: true }, { type: ['null', 'string'] }],
  ['null among values', { enum: ['a', null] }, { anyOf: [{ enum: ['a'] }, { type: 'null' }] }],
  ['one type as a list', text, { type: ['string'] }],
  ['types as branches', { type: ['integer', 'string'] }, { anyOf: [text, { type: 'integer' }] }],
  ['whole numbers', { type: 'integer' }, { type: 'number', multipleOf: 1 }],
  ['ends of whole numbers', { type: 'integer', minimum: 1 }, { type: 'integer', exclusiveMinimum: 0 }],
  [
    'what says nothing',
    text,
    { type: 'string', minLength: 0, description: 'A text.', 'x-internal': true, deprecated: false },
  ],
  [
    'an object left open',
    record({ a: text }),
    record({ a: text }, { additionalProperties: true, required: [], minProperties: 0 }),
  ],
  [
    'an object closed otherwise',
    record({ a: text }, { additionalProperties: false }),
    record({ a: text }, { unevaluatedProperties: false }),
  ],
  [
    'parts of an object that may be null',
    {
      type: ['object', 'null'],
      properties: { a: { type: 'string' }, b: { type: 'integer' } },
    },
    {
      type: ['object', 'null'],
      allOf: [{ properties: { a: { type: 'string' } } }, { properties: { b: { type: 'integer' } } }],
    },
  ],
  ['one part of allOf', ref, { allOf: [ref] }],
  ['one branch', text, { oneOf: [{ anyOf: [text] }] }],
  [
    'a split object',
    record({ a: text, b: text }, { required: ['a', 'b'] }),
    { allOf: [record({ a: text }, { required: ['a'] }), record({ b: text }, { required: ['b'] })] },
  ],
  [
    'an object built on another',
    record({ a: text, b: text }, { required: ['a'] }),
    { allOf: [ref, record({ b: text })] },
  ],
  ['members that were joined', record({ c: ref }), { allOf: [record({ c: ref }), record({ c: A })] }],
  ['a described reference', ref, { $ref: ref.$ref, description: 'An A.' }],
  [
    'the order of names',
    record({ a: text, b: text }, { required: ['a', 'b'] }),
    record({ b: text, a: text }, { required: ['b', 'a'] }),
  ],
  ['a case without an end', text, { type: 'string', else: { maxLength: 3 } }],
  [
    'a list of one form',
    { type: 'array', items: text },
    { type: 'array', items: { type: ['string'] }, uniqueItems: false, minItems: 0 },
  ],
])('writes %s in one way', (_, one, other) => {
  expect(normaliseDocument(withBody(other, { A })).document).toEqual(normaliseDocument(withBody(one, { A })).document);
});

test.each<[string, JsonObject, JsonObject]>([
  [
    'a parameter of the path',
    toDocument({ responses: {}, parameters: [{ in: 'path', name: 'id', required: true, schema: text }] }),
    {
      ...toDocument({}),
      paths: {
        '/a/{id}': {
          parameters: [{ in: 'path', name: 'id', required: true, style: 'simple', explode: false, schema: text }],
          post: { operationId: 'x', tags: ['a'], responses: {} },
        },
      },
    },
  ],
  [
    'security of the document',
    toDocument(
      { responses: {} },
      {
        security: [{ key: [] }],
        components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
      },
    ),
    toDocument(
      { responses: {}, security: [{ other: [] }] },
      {
        components: {
          securitySchemes: { other: { type: 'apiKey', in: 'header', name: 'x-key', description: 'Yours.' } },
        },
      },
    ),
  ],
  [
    'shared answers',
    toDocument(
      { responses: { 200: { $ref: '#/components/responses/Ok' } } },
      { components: { responses: { Ok: { description: 'Fine', content: { 'application/json': { schema: text } } } } } },
    ),
    toDocument({
      responses: {
        200: { description: 'ok', content: { 'Application/JSON; charset=UTF-8': { schema: text, example: 'a' } } },
      },
    }),
  ],
  [
    'a body that may be left out',
    toDocument({ responses: {}, requestBody: { content: { 'text/plain': {} } } }),
    toDocument({
      responses: {},
      requestBody: { required: false, description: 'Text', content: { 'text/plain': { examples: {} } } },
    }),
  ],
])('writes %s in one way, wherever it stands', (_, one, other) => {
  expect(normaliseDocument(other).document).toEqual(normaliseDocument(one).document);
});

test.each<[string, Json, Json]>([
  ['two patterns', { type: 'string', pattern: 'a' }, { type: 'string', allOf: [{ pattern: 'a' }, { pattern: 'b' }] }],
  [
    'a closed part',
    { allOf: [record({ a: text }, { additionalProperties: false }), record({ b: text })] },
    record({ a: text, b: text }),
  ],
  ['readOnly', text, { type: 'string', readOnly: true }],
  ['a default', text, { type: 'string', default: 'a' }],
  ['an address that must be public', text, { type: 'string', 'x-public-address': true }],
  ['values that only one branch may have', { oneOf: [{ enum: ['a', 'b'] }, { enum: ['b'] }] }, { enum: ['a', 'b'] }],
])('keeps %s', (_, one, other) => {
  expect(normaliseDocument(withBody(other)).document).not.toEqual(normaliseDocument(withBody(one)).document);
});

test('ends where schemas lead back to themselves', () => {
  const Node = {
    allOf: [
      { $ref: '#/components/schemas/Base' },
      record({ next: { allOf: [{ $ref: '#/components/schemas/Node' }, record({ more: text })] } }),
    ],
  };
  const Base = record({ up: { $ref: '#/components/schemas/Node' } });
  const { document } = normaliseDocument(withBody({ $ref: '#/components/schemas/Node' }, { Node, Base }));
  expect(Object.keys(getAt(document, '/components/schemas') as object)).toContain('Node');
});

test('tells where things came from', () => {
  const source = withBody({ allOf: [ref, record({ b: { const: 'x' } })] }, { A });
  const { document, origin } = normaliseDocument(source);
  const at = '/paths/~1a~1{id}/post/requestBody/content/application~1json/schema';
  expect(getAt(document, `${at}/properties/b`)).toEqual({ type: 'string', enum: ['x'] });
  expect(origin(`${at}/properties/b`)).toBe(`${at}/allOf/1/properties/b`);
  expect(origin(`${at}/properties/b/enum`)).toBe(`${at}/allOf/1/properties/b`);
  expect(origin(`${at}/properties/a/type`)).toBe('/components/schemas/A/properties/a/type');
});

test.each(['lava', 'encrata', 'agentmessage', 'leadlex', 'control'])(
  'changes nothing more in what it wrote of %s, and knows every place',
  async (name) => {
    const contract = await loadContract(name);
    const { document, origin } = normaliseDocument(contract.document);
    expect(normaliseDocument(document).document).toEqual(document);
    const lost: string[] = [];
    const visit = (node: unknown, pointer: string): void => {
      if (getAt(contract.document, origin(pointer)) === undefined) lost.push(pointer);
      if (node === null || typeof node !== 'object') return;
      for (const [key, value] of Object.entries(node))
        visit(value, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    };
    visit(document, '');
    expect(lost).toEqual([]);
  },
);
