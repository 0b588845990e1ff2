import { describe, expect, test } from 'vitest';
import { lintChanged } from './support/lint-rule.ts';

describe('error-one-schema', () => {
  const schema = (text: string): string =>
    `components: { responses: { NotFound: { content: { application/json: { schema: ${text} } } } } }`;

  test('reports the error that has another shape, once for a shared response', async () => {
    expect(
      await lintChanged('error-one-schema', schema('{ type: object, properties: { detail: { type: string } } }')),
    ).toEqual([
      {
        at: '/components/responses/NotFound',
        message:
          'Error 404 of `getWebhook` has another shape than the other errors. Give it the schema of the others, with `code`, `message`.',
      },
    ]);
  });

  test.each([
    "{ allOf: [{ $ref: '#/components/schemas/Error' }, { type: object, properties: { id: { type: string } } }] }",
    '{ type: object, properties: { code: { const: not_found }, message: { type: string } } }',
    '{ type: object }',
  ])('passes %s', async (text) => {
    expect(await lintChanged('error-one-schema', schema(text))).toEqual([]);
  });
});

describe('error-auth', () => {
  const post = (changes: string, more = ''): string => `paths: { /webhooks: { post: { ${changes} } } }\n${more}`;
  const at = '/paths/~1webhooks/post/responses';

  test('reports each operation without a documented refusal', async () => {
    expect(await lintChanged('error-auth', post("responses: { '401': null, '403': null }"))).toEqual([
      {
        at,
        message:
          '`createWebhook` does not say what a request without credentials is answered with. Add the response 401 and 403 with the schema of its errors.',
      },
    ]);
    expect(await lintChanged('error-auth', post("responses: { '403': null }"))).toEqual([
      {
        at,
        message:
          '`createWebhook` does not say what a key that lacks a scope is answered with. Add the response 403 with the schema of its errors.',
      },
    ]);
  });

  test.each([
    ['an open operation', "security: [], responses: { '401': null, '403': null }"],
    ['403 where no scope is asked for', "security: [{ key: [] }], responses: { '403': null }"],
    ['a response of the class', "responses: { '401': null, '403': null, 4XX: { description: Refused. } }"],
  ])('passes %s', async (_, changes) => {
    expect(await lintChanged('error-auth', post(changes))).toEqual([]);
  });

  test('leaves other operations of the API alone', async () => {
    const changes =
      "paths: { /parcels: { get: { operationId: listParcels, responses: { '200': { description: They. } } } } }";
    expect(await lintChanged('error-auth', changes)).toEqual([]);
  });
});

describe('error-invalid', () => {
  test('reports a body and a parameter that may be wrong', async () => {
    const changes = `paths:
  /webhooks:
    post: { responses: { '400': null } }
    get: { parameters: [{ name: limit, in: query, schema: { type: integer, maximum: 100 } }] }`;
    expect(await lintChanged('error-invalid', changes)).toEqual([
      {
        at: '/paths/~1webhooks/post/responses',
        message:
          '`createWebhook` does not say what an invalid body is answered with. Add the response 400 or 422 with the schema of its errors.',
      },
      {
        at: '/paths/~1webhooks/get/responses',
        message:
          '`listWebhooks` does not say what a wrong `limit` is answered with. Add the response 400 or 422 with the schema of its errors.',
      },
    ]);
  });

  test.each(["'422': { description: Invalid. }", '4XX: { description: Invalid. }', 'default: { description: Error. }'])(
    'passes %s',
    async (response) => {
      const changes = `paths: { /webhooks: { post: { responses: { '400': null, ${response} } } } }`;
      expect(await lintChanged('error-invalid', changes)).toEqual([]);
    },
  );
});

describe('error-rate-limit', () => {
  const message =
    '`createWebhook` does not document 429, although requests are limited. Add the response 429 with the header `Retry-After`.';
  const at = '/paths/~1webhooks/post/responses';

  test('reports the one that does not document what most do', async () => {
    const changes = "paths: { /webhooks: { post: { responses: { '429': null } } } }";
    expect(await lintChanged('error-rate-limit', changes)).toEqual([{ at, message }]);
  });

  test('reports a 429 that does not say how long to wait, once for a shared response', async () => {
    expect(await lintChanged('error-rate-limit', 'components: { responses: { TooMany: { headers: null } } }')).toEqual([
      {
        at: '/components/responses/TooMany',
        message: 'The 429 answer of `createWebhook` does not say how long to wait. Add the header `Retry-After` to it.',
      },
    ]);
  });

  const none = (more: string): string => `${more}
paths:
  /webhooks: { post: { responses: { '429': null } }, get: { responses: { '429': null } } }
  /webhooks/{id}: { get: { responses: { '429': null } }, delete: { responses: { '429': null } } }
  /webhooks/{id}/rotate-secret: { post: { responses: { '429': null } } }`;

  test('asks where x-rate-limit holds, for every operation or for one', async () => {
    expect((await lintChanged('error-rate-limit', none('x-rate-limit: [{ quota: 10, window: PT1M }]'))).length).toBe(5);
    const one = none('').replace('post: {', 'post: { x-rate-limit: [{ quota: 1, window: PT1S }],');
    expect(await lintChanged('error-rate-limit', one)).toEqual([{ at, message }]);
  });

  test('is silent where nothing is limited', async () => {
    expect(await lintChanged('error-rate-limit', none(''))).toEqual([]);
  });
});

describe('error-limit', () => {
  const post = (changes: string, more = ''): string => `paths: { /webhooks: { post: { ${changes} } } }\n${more}`;

  test('reports a limit without an answer', async () => {
    expect(await lintChanged('error-limit', post("responses: { '409': null }"))).toEqual([
      {
        at: '/paths/~1webhooks/post/responses',
        message:
          '`createWebhook` states a limit (At most 10 webhooks) and not what one too many is answered with. Add the response 409 (or 402, 403) with an example that names the limit.',
      },
    ]);
  });

  test('takes the limit from x-resource', async () => {
    const resource = 'x-resource: { hook: { path: /webhooks, limit: { max: 3 }, subscriber: { url: /url } } }';
    const found = await lintChanged(
      'error-limit',
      post("description: Registers., responses: { '409': null }", resource),
    );
    expect(found.map(({ message }) => /\((.*?)\)/.exec(message)![1])).toEqual(['at most 3']);
  });

  test.each([
    ['an answer that speaks of it', "responses: { '409': null, '402': { description: The maximum is reached. } }"],
    [
      'an operation without a limit',
      "description: Registers a URL. Wait at most 10 seconds., responses: { '409': null }",
    ],
  ])('passes %s', async (_, changes) => {
    expect(await lintChanged('error-limit', post(changes))).toEqual([]);
  });
});

describe('error-limit-code', () => {
  const examples = (text: string): string =>
    `components: { responses: { Conflict: { content: { application/json: { examples: ${text} } } } } }`;

  test('reports a limit that cannot be told from another conflict', async () => {
    const changes = examples('{ duplicate: { value: { code: conflict } }, limit: { value: { code: conflict } } }');
    expect(await lintChanged('error-limit-code', changes)).toEqual([
      {
        at: '/components/responses/Conflict',
        message:
          'The limit shares the 409 answer of `createWebhook` with other errors and has no code of its own. Give its example a `code` of its own, such as `limit_reached`.',
      },
    ]);
  });

  test('reports a limit without any code', async () => {
    const changes = examples(
      '{ duplicate: { value: { code: null } }, limit: { value: { code: null, message: Too many. } } }',
    );
    expect((await lintChanged('error-limit-code', changes)).length).toBe(1);
  });

  test('passes a status of its own', async () => {
    const own =
      "paths: { /webhooks: { post: { responses: { '409': null, '402': { description: The limit is reached. } } } } }";
    expect(await lintChanged('error-limit-code', own)).toEqual([]);
  });

  test('finds the code in an envelope', async () => {
    const changes = examples(
      '{ duplicate: { value: { code: null, error: { code: duplicate } } }, limit: { value: { code: null, error: { code: too_many } } } }',
    );
    expect(await lintChanged('error-limit-code', changes)).toEqual([]);
  });
});
