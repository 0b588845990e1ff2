import { expect, test } from 'vitest';
import { agrees } from '../../../src/conformance/agreement.ts';
import { findFailures } from '../../../src/conformance/second-opinion.ts';
import type { JsonObject } from '../../../src/contract/types.ts';
import { hooksDocument, judgeHooks } from './hooks.ts';

const negative = [
  'body-constraints',
  'missing-body',
  'parameter-constraints',
  'accepted',
  'server-owned-properties',
  'refused-create',
];

test('accuses a server of nothing that refuses what is wrong and takes over nothing', { timeout: 60_000 }, async () => {
  const { findings, leftovers, cases } = await judgeHooks(negative);
  expect({ findings, leftovers }).toEqual({ findings: [], leftovers: [] });
  expect(cases.filter(({ verdict }) => verdict === 'passed').length).toBeGreaterThan(60);
  const reasons = new Set(cases.filter(({ verdict }) => verdict === 'skipped').map(({ reason }) => reason));
  expect([...reasons]).toEqual([]);
});

test.for([
  ['name type', 'name/type'],
  ['name minLength', 'name/minLength'],
  ['name maxLength', 'name/maxLength'],
  ['url format', 'url/format'],
  ['url pattern', 'url/pattern'],
  ['size minimum', 'size/minimum'],
  ['size maximum', 'size/maximum'],
  ['size multipleOf', 'size/multipleOf'],
  ['tags minItems', 'tags/minItems'],
  ['tags maxItems', 'tags/maxItems'],
  ['tags uniqueItems', 'tags/uniqueItems'],
  ['tags enum', 'items/enum'],
  ['on type', 'on/type'],
  ['labels maxProperties', 'labels/maxProperties'],
  ['labels propertyNames', 'propertyNames/pattern'],
  ['labels values', 'additionalProperties/type'],
  ['labels maxLength', 'additionalProperties/maxLength'],
  ['mails maxItems', 'mails/maxItems'],
  ['name required', 'schema/required'],
  ['user without token', 'schema/dependentRequired'],
  ['additionalProperties', 'schema/additionalProperties'],
] as const)('names the constraint when a server is blind to "%s"', async ([problem, pointer]) => {
  const { found } = await judgeHooks(negative, { blindTo: [problem] });
  const codes = found.map((line) => line.split(' ')[1]);
  expect(new Set(codes)).toEqual(new Set(['InvalidInputAccepted']));
  expect(found[0]).toMatch(new RegExp(`${pointer.split('/').at(-1)}$`));
  expect(found.filter((line) => line.endsWith(pointer)).length).toBeGreaterThan(0);
});

test('makes few findings of a server that validates no body at all', async () => {
  const { found } = await judgeHooks(['body-constraints', 'accepted'], {
    blindTo: ['name', 'url', 'size', 'tags', 'note', 'on', 'token', 'user'].flatMap((name) =>
      [
        'type',
        'minLength',
        'maxLength',
        'format',
        'pattern',
        'minimum',
        'maximum',
        'multipleOf',
        'enum',
        'minItems',
        'maxItems',
        'uniqueItems',
        'required',
      ].map((keyword) => `${name} ${keyword}`),
    ),
  });
  expect(found.length).toBeLessThanOrEqual(4);
});

test.for([
  [
    'id',
    'createHook',
    'id/type',
    (stored: any, body: any, method: string) => ({ ...stored, ...(method === 'POST' && body.id && { id: body.id }) }),
  ],
  [
    'created_at',
    'createHook',
    '',
    (stored: any, body: any, method: string) => ({
      ...stored,
      ...(method === 'POST' && body.created_at && { created_at: body.created_at }),
    }),
  ],
  [
    'created_at in an update',
    'updateHook',
    '',
    (stored: any, body: any, method: string) => ({
      ...stored,
      ...(method === 'PATCH' && body.created_at && { created_at: body.created_at }),
    }),
  ],
] as const)('finds a server that takes over %s', async ([, operation, , store]) => {
  const change = (document: any) => {
    for (const body of [document.paths['/hooks'].post, document.paths['/hooks/{id}'].patch])
      delete body.requestBody.content['application/json'].schema.additionalProperties;
    return document;
  };
  const { found, leftovers } = await judgeHooks(
    ['server-owned-properties'],
    { store, blindTo: ['additionalProperties'] },
    { change },
  );
  expect(found.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
    `warning ServerOwnedPropertyAccepted ${operation}`,
  ]);
  expect(leftovers).toEqual([]);
});

test('finds what a refused create left behind, and removes it', async () => {
  const { found, calls } = await judgeHooks(['body-constraints', 'refused-create', 'accepted'], { keepsRefused: true });
  expect(found).toEqual(['error RefusedCreateKept createHook paths/~1hooks/post']);
  expect(calls.filter((call) => call.startsWith('DELETE') && call.endsWith(' 204')).length).toBeGreaterThan(10);
});

test('finds an answer that shows what is only ever written', async () => {
  const { found } = await judgeHooks(['examples', 'write-only'], { show: (shown) => ({ ...shown, token: 'abc' }) });
  expect(found).toEqual(['error WriteOnlyPropertyReturned createHook properties/token/writeOnly']);
});

const S = '/components/schemas/S';
const documentOf = (schema: unknown) => ({ components: { schemas: { S: schema } } }) as unknown as JsonObject;

test('sends nothing as invalid that the second validator takes, or refuses for another reason', async () => {
  const document = documentOf({
    type: 'object',
    properties: { a: { type: 'string', maxLength: 2 }, b: { type: 'integer' } },
  });
  const target = { at: '/a', keyword: 'maxLength', schemaPointer: `${S}/properties/a/maxLength` };
  expect(await agrees(document, S, { a: 'abc' }, target)).toBe(true);
  expect(await agrees(document, S, { a: 'ab' }, target)).toBe(false);
  expect(await agrees(document, S, { a: 'abc', b: 'x' }, target)).toBe(false);
  expect(await agrees(document, S, { b: 'x' }, target)).toBe(false);
});

test('has no second opinion on a schema that the second validator cannot read', async () => {
  expect(await findFailures(documentOf({ $ref: '#/components/schemas/Nowhere' }), S, 1)).toBeUndefined();
  expect(
    await findFailures(hooksDocument as unknown as JsonObject, '/components/schemas/Problem', { error: 'x' }),
  ).toEqual([]);
});

test('misses no readOnly property in a request', async () => {
  const document = documentOf({
    type: 'object',
    required: ['id', 'a'],
    properties: { id: { type: 'string', readOnly: true }, a: {} },
  });
  expect(await findFailures(document, S, { a: 1 })).toEqual([]);
  expect(await findFailures(document, S, {})).toEqual([
    { at: '', keyword: 'required', schemaPointer: `${S}/required` },
  ]);
});
