import { describe, expect, test } from 'vitest';
import { lintChanged } from './support/lint-rule.ts';

describe('delivery-has-event', () => {
  const sent = (name: string, more = ''): string => `webhooks: { ${name}: { post: { responses: {} }${more} } }`;

  test('reports a delivery that is none of the events, and names the one it may be', async () => {
    expect(await lintChanged('delivery-has-event', sent('parcel.lots'))).toEqual([
      {
        at: '/webhooks/parcel.lots',
        message:
          'Delivery `parcel.lots` is none of the events that a receiver can ask for. Add its name to their enum, or write `x-webhook-delivery: { subscribable: false }`. It may be a slip for `parcel.lost`.',
      },
    ]);
  });

  test.each(['ping', 'webhook.test', 'endpoint.verification'])(
    'passes %s, which only tries a receiver out',
    async (name) => {
      expect(await lintChanged('delivery-has-event', sent(name))).toEqual([]);
    },
  );

  test('passes what is marked as sent without being asked for', async () => {
    expect(
      await lintChanged('delivery-has-event', sent('account.closed', ', x-webhook-delivery: { subscribable: false }')),
    ).toEqual([]);
  });

  test('passes a callback of an operation that keeps no receiver', async () => {
    const changes = `paths:
  /parcels:
    post:
      requestBody: { content: { application/json: { schema: { properties: { callbackUrl: { type: string } } } } } }
      callbacks: { done: { '{$request.body#/callbackUrl}': { post: { responses: {} } } } }
      responses: {}`;
    expect(await lintChanged('delivery-has-event', changes)).toEqual([]);
  });

  test('is silent where events are not listed', async () => {
    const changes = `components: { schemas: { EventType: { enum: null } } }\n${sent('parcel.back')}`;
    expect(await lintChanged('delivery-has-event', changes)).toEqual([]);
  });
});

describe('delivery-any-2xx', () => {
  const answers = (responses: string): string => `webhooks: { parcel.sent: { post: { responses: ${responses} } } }`;
  const at = '/webhooks/parcel.sent/post/responses';

  test('reports a delivery that takes some statuses alone', async () => {
    const changes = answers("{ 2XX: null, '200': { description: Taken. }, '204': { description: Taken. } }");
    expect(await lintChanged('delivery-any-2xx', changes)).toEqual([
      {
        at,
        message: 'Delivery `parcel.sent` takes 200 and 204 alone as success. Write `2XX` as the key of that response.',
      },
    ]);
  });

  test('reports a delivery without any success', async () => {
    expect(await lintChanged('delivery-any-2xx', answers('{ 2XX: null }'))).toEqual([
      {
        at,
        message:
          'Delivery `parcel.sent` does not say which answer counts as success. Write `2XX` as the key of that response.',
      },
    ]);
  });

  test.each([
    '{ 2XX: null, default: { description: Taken. } }',
    "{ 2XX: null, '200': { description: Any 2xx will do. } }",
  ])('passes %s', async (responses) => {
    expect(await lintChanged('delivery-any-2xx', answers(responses))).toEqual([]);
  });
});

describe('delivery-gone', () => {
  const without = (name: string, more = ''): string =>
    `webhooks: { ${name}: { post: { responses: { '410': null, '429': null } } } }\n${more}`;
  const none = `webhooks:
  parcel.sent: { post: { responses: { '410': null, '429': null } } }
  parcel.lost: { post: { responses: { '410': null, '429': null } } }
`;

  test('reports the delivery that lacks what others have', async () => {
    expect(await lintChanged('delivery-gone', without('parcel.lost'))).toEqual([
      {
        at: '/webhooks/parcel.lost/post',
        message:
          'Delivery `parcel.lost` does not say what an answer of 410 and 429 does. Document them under its responses, or write `gone` and `retryAfter` in `x-webhook-delivery`.',
      },
    ]);
  });

  test('reports once where no delivery has it', async () => {
    expect((await lintChanged('delivery-gone', none)).map(({ at, message }) => [at, message.split('.')[0]])).toEqual([
      ['/webhooks/parcel.sent/post', 'No delivery says what an answer of 410 and 429 does'],
    ]);
  });

  test.each([
    'x-webhook-delivery: { gone: [410], retryAfter: true }',
    'info: { description: We stop after 410 and wait after 429. }',
  ])('takes it from %s', async (more) => {
    expect(await lintChanged('delivery-gone', none + more)).toEqual([]);
  });
});

describe('delivery-policy', () => {
  test('reports once that nothing is said', async () => {
    expect(await lintChanged('delivery-policy', 'x-webhook-delivery: null')).toEqual([
      {
        at: '/webhooks/parcel.sent/post',
        message:
          'Nothing says how long a receiver may take and when a failed delivery comes again. Write `x-webhook-delivery` with `timeout` and `retries` at the top of the document.',
      },
    ]);
  });

  test('reports what x-webhook-delivery leaves out', async () => {
    expect(await lintChanged('delivery-policy', 'x-webhook-delivery: { retries: null }')).toEqual([
      {
        at: '/x-webhook-delivery',
        message:
          '`x-webhook-delivery` does not state `retries`. Write `timeout: PT10S` and `retries: [PT1M, PT1H]`, or `retries: []` where there are none.',
      },
    ]);
  });

  test('takes a link to it', async () => {
    const changes = 'x-webhook-delivery: null\nexternalDocs: { url: https://parcel.example/docs/webhooks }';
    expect(await lintChanged('delivery-policy', changes)).toEqual([]);
  });
});

describe('delivery-no-servers', () => {
  const servers = "servers: [{ url: 'https://receiver.example' }]";
  const message =
    'Delivery `parcel.sent` has servers, although it goes to the URL of the receiver. Remove `servers`; say in the description which URL it is.';

  test('reports servers of a delivery and of its path item', async () => {
    expect(await lintChanged('delivery-no-servers', `webhooks: { parcel.sent: { post: { ${servers} } } }`)).toEqual([
      { at: '/webhooks/parcel.sent/post/servers', message },
    ]);
    expect(await lintChanged('delivery-no-servers', `webhooks: { parcel.sent: { ${servers} } }`)).toEqual([
      { at: '/webhooks/parcel.sent/servers', message },
    ]);
  });

  test('passes servers of the API', async () => {
    expect(await lintChanged('delivery-no-servers', `paths: { /webhooks: { ${servers} } }`)).toEqual([]);
  });
});

describe('delivery-security', () => {
  const security = (value: string, more = ''): string =>
    `webhooks: { parcel.sent: { post: { security: ${value} } } }\n${more}`;

  test('reports a delivery that inherits the credentials of the API', async () => {
    expect(await lintChanged('delivery-security', security('null'))).toEqual([
      {
        at: '/webhooks/parcel.sent/post',
        message:
          'Delivery `parcel.sent` inherits `key`, the credentials for calling the API. Write `security: []`, or a scheme of its own.',
      },
    ]);
  });

  test('reports a delivery that asks for them', async () => {
    expect(await lintChanged('delivery-security', security('[{ key: [] }]'))).toEqual([
      {
        at: '/webhooks/parcel.sent/post/security',
        message:
          'Delivery `parcel.sent` asks for `key`, the credentials for calling the API. Write `security: []`, or a scheme of its own.',
      },
    ]);
  });

  test('passes a scheme of its own', async () => {
    const scheme = 'components: { securitySchemes: { receiver: { type: mutualTLS } } }';
    expect(await lintChanged('delivery-security', security('[{ receiver: [] }]', scheme))).toEqual([]);
  });

  test('passes a delivery that inherits nothing', async () => {
    expect(await lintChanged('delivery-security', security('null', 'security: null'))).toEqual([]);
  });
});
