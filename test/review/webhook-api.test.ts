import { expect, test } from 'vitest';
import { rules } from '../../src/review/rules/registry.ts';
import { lint } from './rules/support/lint-rule.ts';

// What the rules take for an operation that registers receivers, told by the rule that looks at their URLs.
const urls = async (paths: string, more = ''): Promise<string[]> =>
  (
    await lint('endpoint-url-bounded', `openapi: 3.1.0\ninfo: { title: A, version: '1' }\npaths:\n${paths}\n${more}`)
  ).map(({ at, message }) => `${at.split('/').slice(2, 4).join(' ').replaceAll('~1', '/')} ${message.split('`')[1]}`);
const body = (properties: string, type = 'application/json'): string =>
  `requestBody: { content: { ${type}: { schema: { type: object, properties: ${properties} } } } }, responses: {}`;

test.each([
  ['/v1/webhooks', '{ url: { type: string } }', 'url'],
  ['/webhook_endpoints', '{ url: { type: string } }', 'url'],
  ['/repos/{repo}/hooks', '{ config: { type: object, properties: { url: { type: string } } } }', 'url'],
  ['/event-subscriptions', '{ deliveryUrl: { type: string } }', 'deliveryUrl'],
  ['/account/webhooks', '{ endpoint: { type: string }, name: { type: string } }', 'endpoint'],
  ['/v2/notification-destinations', '{ target_url: { type: [string, "null"] } }', 'target_url'],
])('finds receivers at %s', async (path, properties, name) => {
  expect(await urls(`  ${path}: { post: { ${body(properties)} }, get: { responses: {} } }`)).toEqual([
    `${path} post ${name}`,
  ]);
});

test('finds receivers in a form', async () => {
  const post = body('{ url: { type: string } }', 'application/x-www-form-urlencoded');
  expect(await urls(`  /webhooks: { post: { ${post} }, get: { responses: {} } }`)).toEqual(['/webhooks post url']);
});

test.each([
  ['an operation that takes the webhooks of others', '/webhooks/payments: { post: { %s } }'],
  ['one that only tries a URL out', '/webhooks/test: { post: { %s } }'],
  ['one that changes a receiver', '/webhooks/{id}: { post: { %s }, get: { responses: {} } }'],
  ['one that reads', '/webhooks: { get: { %s }, delete: { responses: {} } }'],
  ['one that is about something else', '/bookmarks: { post: { %s }, get: { responses: {} } }'],
])('does not take %s for one that registers receivers', async (_, path) => {
  const post = body('{ id: { type: string }, url: { type: string } }');
  expect(await urls(`  ${path.replace('%s', post)}`, 'webhooks: { a: { post: { responses: {} } } }')).toEqual([]);
});

test('follows the URL that a callback names, in any operation', async () => {
  const post = `${body('{ done: { type: object, properties: { at: { type: string } } } }')}, callbacks: { sent: { '{$request.body#/done/at}': { post: { responses: {} } } } }`;
  expect(await urls(`  /parcels: { post: { ${post} } }`)).toEqual(['/parcels post at']);
});

test('takes the path, the operation and the URL from x-resource', async () => {
  const resource = (operation: string): string => `x-resource: { hook: { ${operation}, subscriber: { url: /to } } }`;
  const path = `  /listeners: { put: { operationId: listen, ${body('{ to: { type: string } }')} } }`;
  expect(await urls(path, resource('operations: { create: { operation: listen } }'))).toEqual(['/listeners put to']);
  expect(await urls(path.replace('put', 'post'), resource('path: /listeners'))).toEqual(['/listeners post to']);
});

test('finds deliveries behind references, under any method, and in 3.1 documents that keep x-webhooks', async () => {
  const found = await lint(
    'payload-required',
    `openapi: 3.2.0
info: { title: A, version: '1' }
paths: {}
webhooks:
  shared: { $ref: '#/components/pathItems/Sent' }
  asked: { query: { requestBody: { content: {} } } }
  other: { additionalOperations: { PATCH: { responses: {} } } }
x-webhooks:
  old: { put: { responses: {} } }
components:
  pathItems: { Sent: { post: { requestBody: { $ref: '#/components/requestBodies/Any' } } } }
  requestBodies: { Any: { content: {} } }
`,
  );
  expect(found.map(({ at, message }) => [at, message.split('.')[0]])).toEqual([
    ['/components/requestBodies/Any', 'The body of delivery `shared` is optional'],
    ['/webhooks/other/additionalOperations/PATCH', 'Delivery `other` has no body'],
    ['/x-webhooks/old/put', 'Delivery `old` has no body'],
  ]);
});

test('survives documents that are wrong in many ways', async () => {
  const names = rules.map(({ name }) => name);
  const wrong = `openapi: 3.1.0
info: 3
paths: { /webhooks: { post: { parameters: [null, 3, { $ref: '#/none' }], requestBody: { content: [] }, responses: [1] }, get: 4 } }
webhooks: { a: null, b: [], c: { post: { requestBody: { content: { application/json: { schema: { allOf: 3, properties: [], required: {}, enum: 3, items: [] } } } }, responses: null, security: 4 } }, d: { $ref: '#/nowhere' } }
x-webhook-delivery: 3
x-webhook-signature: [1]
x-resource: { a: null, b: { subscriber: 3, limit: 4, unique: 3, secret: [] } }
x-outcomes: { a: null, b: [null, 3], always: 3 }
x-rate-limit: 3
components: null
`;
  const found = await lint(names, wrong);
  expect(found.length).toBeGreaterThan(0);
  expect(await lint(names, wrong.replace('3.1.0', '3.0.0').replace('webhooks:', 'x-webhooks:'))).not.toEqual([]);
});

test('survives schemas that go round in circles', async () => {
  const circle = `openapi: 3.1.0
info: { title: A, version: '1' }
paths: {}
webhooks:
  a: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }, responses: {} } }
components:
  schemas:
    A: { allOf: [{ $ref: '#/components/schemas/B' }], properties: { a: { $ref: '#/components/schemas/A' } } }
    B: { oneOf: [{ $ref: '#/components/schemas/A' }, { type: array, items: { $ref: '#/components/schemas/B' } }] }
`;
  expect(
    await lint(
      rules.map(({ name }) => name),
      circle,
    ),
  ).not.toEqual([]);
});
