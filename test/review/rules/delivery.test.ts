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
