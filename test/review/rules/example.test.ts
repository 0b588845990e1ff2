import { describe, expect, test } from 'vitest';
import { lintChanged } from './support/lint-rule.ts';

describe('example-present', () => {
  const body = (changes: string): string =>
    `webhooks: { parcel.sent: { post: { requestBody: { content: { application/json: ${changes} } } } } }`;

  test('reports bodies without an example', async () => {
    expect(await lintChanged('example-present', body('{ examples: null }'))).toEqual([
      {
        at: '/webhooks/parcel.sent/post/requestBody/content/application~1json',
        message: 'The body of `onParcelSent` has no example. Add one under `examples`, with a name and a `value`.',
      },
    ]);
    const answer = 'components: { responses: { NotFound: { content: { application/json: { examples: null } } } } }';
    expect((await lintChanged('example-present', answer)).map(({ at }) => at)).toEqual([
      '/components/responses/NotFound/content/application~1json',
    ]);
  });

  test.each([
    '{ examples: null, example: { id: evt_1 } }',
    '{ examples: null, schema: { type: object, example: { id: evt_1 } } }',
    '{ examples: null, schema: { type: object, required: [id], properties: { id: { type: string, example: evt_1 } } } }',
  ])('passes %s', async (changes) => {
    expect(await lintChanged('example-present', body(changes))).toEqual([]);
  });
});

describe('example-direction', () => {
  test('reports readOnly properties in requests', async () => {
    const changes = `components: { schemas: { WebhookInput: { properties: { events: { readOnly: true } } } } }`;
    expect(await lintChanged('example-direction', changes)).toEqual([
      {
        at: '/paths/~1webhooks/post/requestBody/content/application~1json/examples/orders/value/events',
        message:
          'An example of a request to `createWebhook` holds `events`, which is readOnly. Remove it from the example.',
      },
    ]);
  });

  test('reports writeOnly properties in answers, inside lists too, and in deliveries', async () => {
    const changes = `components:
  schemas:
    Webhook: { properties: { created_at: { writeOnly: true } } }
    Event: { properties: { data: { properties: { state: { writeOnly: true } } } } }`;
    expect((await lintChanged('example-direction', changes)).map(({ at }) => at)).toEqual([
      '/paths/~1webhooks/post/responses/201/content/application~1json/examples/created/value/created_at',
      '/paths/~1webhooks/get/responses/200/content/application~1json/examples/one/value/data/0/created_at',
      '/paths/~1webhooks~1{id}/get/responses/200/content/application~1json/examples/one/value/created_at',
      '/paths/~1webhooks~1{id}~1rotate-secret/post/responses/200/content/application~1json/examples/rotated/value/created_at',
      '/webhooks/parcel.sent/post/requestBody/content/application~1json/examples/sent/value/data/state',
      '/webhooks/parcel.lost/post/requestBody/content/application~1json/examples/lost/value/data/state',
    ]);
  });

  test('passes readOnly properties in answers and deliveries', async () => {
    const changes =
      'components: { schemas: { Webhook: { properties: { id: { readOnly: true } } }, Event: { properties: { id: { readOnly: true } } } } }';
    expect(await lintChanged('example-direction', changes)).toEqual([]);
  });
});

describe('example-own-event', () => {
  const lost = (value: string): string =>
    `webhooks: { parcel.lost: { post: { requestBody: { content: { application/json: { examples: { lost: { value: ${value} } } } } } } } }`;

  test('reports an example that is about another event', async () => {
    expect(await lintChanged('example-own-event', lost('{ type: parcel.sent }'))).toEqual([
      {
        at: '/webhooks/parcel.lost/post/requestBody/content/application~1json/examples/lost/value/type',
        message: 'An example of delivery `parcel.lost` is about `parcel.sent`. Write `parcel.lost`.',
      },
    ]);
  });

  test('reports an error that says another status', async () => {
    const changes =
      'components: { responses: { NotFound: { content: { application/json: { examples: { notFound: { value: { status: 403 } } } } } } } }';
    expect(await lintChanged('example-own-event', changes)).toEqual([
      {
        at: '/components/responses/NotFound/content/application~1json/examples/notFound/value/status',
        message: 'An example of the 404 answer of `getWebhook` says 403. Write 404.',
      },
    ]);
  });

  test('passes other words, and statuses that are none of HTTP', async () => {
    expect(await lintChanged('example-own-event', lost('{ type: anything }'))).toEqual([]);
    const changes =
      'components: { responses: { NotFound: { content: { application/json: { examples: { notFound: { value: { status: 3 } } } } } } } }';
    expect(await lintChanged('example-own-event', changes)).toEqual([]);
  });
});
