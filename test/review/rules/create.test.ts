import { describe, expect, test } from 'vitest';
import { lintChanged } from './support/lint-rule.ts';

describe('create-answer', () => {
  const post = (changes: string, more = ''): string =>
    `paths: { /webhooks: { post: { responses: ${changes} } }${more} }`;
  const noRead = ", '/webhooks/{id}': { get: null }";

  test('reports a create that answers 200', async () => {
    expect(await lintChanged('create-answer', post("{ '201': null, '200': { description: It. } }"))).toEqual([
      {
        at: '/paths/~1webhooks/post/responses',
        message: '`createWebhook` answers 200 to a create. Write 201, or 202 where the receiver is tried out first.',
      },
    ]);
  });

  test('reports a resource that nobody can read again', async () => {
    expect(await lintChanged('create-answer', post("{ '201': { headers: null } }", noRead))).toEqual([
      {
        at: '/paths/~1webhooks/post',
        message:
          'What `createWebhook` makes cannot be read again. Add `GET /webhooks/{id}`, or the header `Location` to its answer.',
      },
    ]);
  });

  test.each([
    ['a Location', '{}', noRead],
    ['a link', "{ '201': { headers: null, links: { self: { operationId: listWebhooks } } } }", noRead],
    ['a read', "{ '201': { headers: null } }", ''],
    [
      'a read by a parameter',
      "{ '201': { headers: null } }",
      `${noRead}, /webhooks: { get: { parameters: [{ name: id, in: query, schema: { type: string } }] } }`,
    ],
  ])('passes %s', async (_, responses, more) => {
    const changes = more.includes('in: query')
      ? `paths: { /webhooks: { post: { responses: ${responses} }, get: { parameters: [{ name: id, in: query }] } }${noRead} }`
      : post(responses, more);
    expect(await lintChanged('create-answer', changes)).toEqual([]);
  });

  test('does not take the log of deliveries for the webhook', async () => {
    const log = `${noRead}, '/webhooks/deliveries/{id}': { get: { operationId: getDelivery, responses: {} } }`;
    expect((await lintChanged('create-answer', post("{ '201': { headers: null } }", log))).length).toBe(1);
  });
});

describe('create-repeatable', () => {
  const post = (changes: string, more = ''): string =>
    `paths: { /webhooks: { post: { description: Registers a URL., responses: { '409': null }, ${changes} } } }\n${more}`;

  test('reports a create of which nothing is said', async () => {
    expect(await lintChanged('create-repeatable', post('summary: Register'))).toEqual([
      {
        at: '/paths/~1webhooks/post',
        message:
          'Nothing says what `createWebhook` does when it is sent twice. Take an `Idempotency-Key`, document 409 for a URL that is registered already, or say that both are kept.',
      },
    ]);
  });

  test.each([
    ['a header', 'parameters: [{ name: Idempotency-Key, in: header, schema: { type: string } }]', ''],
    ['a sentence', 'summary: Two webhooks may have the same URL.', ''],
    [
      'x-resource',
      'summary: Register',
      'x-resource: { hook: { path: /webhooks, unique: [{ by: [/url], outcome: duplicate }], subscriber: { url: /url } } }',
    ],
  ])('takes it from %s', async (_, changes, more) => {
    expect(await lintChanged('create-repeatable', post(changes, more))).toEqual([]);
  });

  test('takes it from a documented 409', async () => {
    const changes = 'paths: { /webhooks: { post: { description: Registers a URL. } } }';
    expect(await lintChanged('create-repeatable', changes)).toEqual([]);
  });
});
