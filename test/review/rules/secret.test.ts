import { describe, expect, test } from 'vitest';
import { lintChanged } from './support/lint-rule.ts';

describe('secret-once', () => {
  const secret = (schema: string): string =>
    `components: { schemas: { Webhook: { properties: { secret: ${schema} } } } }`;
  const at = '/components/schemas/Webhook/properties/secret';

  test('reports the schema that puts the secret into other answers, once', async () => {
    expect(await lintChanged('secret-once', secret('{ type: string }'))).toEqual([
      {
        at,
        message:
          'The 200 answer of `listWebhooks` shows `secret` again. Give it a schema without the secret, or mark the property `writeOnly: true`.',
      },
    ]);
  });

  test.each([
    ['writeOnly', '{ type: string, writeOnly: true }'],
    ['stars as its example', "{ type: string, example: '********' }"],
    ['another type than text', '{ type: boolean }'],
  ])('passes a secret with %s', async (_, schema) => {
    expect(await lintChanged('secret-once', secret(schema))).toEqual([]);
  });

  test('takes the property and the roles that may show it from x-resource', async () => {
    const resource = (shown: string): string => `
x-resource:
  webhook:
    path: /webhooks
    operations: { read: { operation: getWebhook }, list: { operation: listWebhooks } }
    secret: { property: /token, shown: ${shown} }
    subscriber: { url: /url, events: /events }
components: { schemas: { Webhook: { properties: { token: { type: string } } } } }
`;
    const found = await lintChanged('secret-once', resource('[create, read]'));
    expect(found.map(({ message }) => message.split('.')[0])).toEqual([
      'The 200 answer of `listWebhooks` shows `token` again',
    ]);
    expect(await lintChanged('secret-once', resource('[create, read, list]'))).toEqual([]);
  });
});

describe('secret-rotatable', () => {
  const without = 'paths: { "/webhooks/{id}/rotate-secret": null';

  test('reports the operation that gives out a secret for good', async () => {
    expect(await lintChanged('secret-rotatable', `${without} }`)).toEqual([
      {
        at: '/paths/~1webhooks/post',
        message:
          '`secret`, which `createWebhook` gives out, can never be replaced. Add an operation such as `POST /webhooks/{id}/rotate-secret`.',
      },
    ]);
  });

  test.each([
    [
      'an operation elsewhere',
      ", /signing-secrets/rotation: { post: { operationId: rotate, responses: { '204': { description: Done. } } } } }",
    ],
    ['an id that says so', ', "/webhooks/{id}/secret": { put: { operationId: regenerateSecret, responses: {} } } }'],
    [
      'an update that takes a new secret',
      ', "/webhooks/{id}": { patch: { operationId: updateWebhook, requestBody: { content: { application/json: { schema: { properties: { secret: { type: string } } } } } }, responses: {} } } }',
    ],
  ])('passes %s', async (_, rest) => {
    expect(await lintChanged('secret-rotatable', without + rest)).toEqual([]);
  });

  test('is silent where no answer has a secret', async () => {
    expect(
      await lintChanged(
        'secret-rotatable',
        `${without} }\ncomponents: { schemas: { NewWebhook: { allOf: [{ type: object }] } } }`,
      ),
    ).toEqual([]);
  });
});

describe('secret-shaped', () => {
  const secret = (schema: string): string => `
components: { schemas: { NewWebhook: { allOf: [{ type: object, properties: { signing_key: ${schema} } }] } } }`;

  test('reports a secret of any form', async () => {
    expect(await lintChanged('secret-shaped', secret('{ type: string }'))).toEqual([
      {
        at: '/components/schemas/NewWebhook/allOf/0/properties/signing_key',
        message:
          "`signing_key` is a secret of any form and length. Write `pattern: '^whsec_[A-Za-z0-9]{32,}$'`, or `minLength: 32`.",
      },
    ]);
  });

  test('reports a secret that the receiver may choose freely', async () => {
    const changes = 'components: { schemas: { WebhookInput: { properties: { hmacKey: { type: string } } } } }';
    expect((await lintChanged('secret-shaped', changes)).map(({ at }) => at)).toEqual([
      '/components/schemas/WebhookInput/properties/hmacKey',
    ]);
  });

  test.each(['{ type: string, minLength: 16 }', "{ type: string, pattern: '^[0-9a-f]{64}$' }"])(
    'passes %s',
    async (schema) => {
      expect(await lintChanged('secret-shaped', secret(schema))).toEqual([]);
    },
  );

  test('is silent where no property is a secret', async () => {
    expect(
      await lintChanged('secret-shaped', 'components: { schemas: { NewWebhook: { allOf: [{ type: object }] } } }'),
    ).toEqual([]);
  });
});
