import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { contractFromDocument } from '../../src/contract/from-document.ts';
import type { JsonObject } from '../../src/contract/types.ts';
import { startMock, type Mock } from '../../src/mock/start.ts';
import { startReceiver, type Receiver } from './support/receiver.ts';

const json = (schema: JsonObject, value?: JsonObject): JsonObject => ({
  'application/json': { schema, ...(value && { examples: { one: { value } } }) },
});
const ok = (schema: JsonObject): JsonObject => ({ description: 'Done.', content: json(schema) });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const itemPath = (name: string, methods: Record<string, JsonObject>): JsonObject => ({
  parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
  ...Object.fromEntries(
    Object.entries(methods).map(([method, part]) => [method, { operationId: `${method}${name}`, ...part }]),
  ),
});
const example = { event: 'order.placed', data: { id: 'ord_example', total: 1, note: 'an example', channel: 'web' } };

/** Hooks that subscribe, and orders whose changes they hear of. */
const shop: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1.0.0' },
  servers: [{ url: 'https://api.shop.example/v1' }],
  'x-resource': {
    hook: {
      schema: '#/components/schemas/Hook',
      path: '/hooks',
      id: { property: '/id', generate: 'hk_{hex:8}' },
      subscriber: { url: '/url', events: '/events' },
    },
    order: {
      schema: '#/components/schemas/Order',
      path: '/orders',
      id: { property: '/id', generate: 'ord_{hex:8}' },
      secret: { property: '/pin', generate: '{digits:6}', shown: ['create'] },
      emits: {
        'order.placed': { on: ['create'], at: '/data' },
        'order.changed': { on: ['update', 'delete'], at: '' },
      },
    },
  },
  'x-webhook-delivery': { success: ['2XX'], timeout: 'PT5S', headers: { 'X-Event': '$event.name' } },
  paths: {
    '/hooks': {
      post: {
        operationId: 'createHook',
        requestBody: { content: json({ type: 'object', properties: { url: {}, events: {} } }) },
        responses: { 201: ok(ref('Hook')) },
      },
    },
    '/orders': {
      post: {
        operationId: 'createOrder',
        requestBody: { content: json({ type: 'object', properties: { total: { minimum: 0 }, note: {} } }) },
        responses: { 201: ok(ref('Order')), 400: { description: 'Not so.' } },
      },
    },
    '/orders/{id}': itemPath('Order', {
      get: { responses: { 200: ok(ref('Order')) } },
      patch: {
        requestBody: { content: json({ type: 'object', properties: { total: { minimum: 0 }, note: {} } }) },
        responses: { 200: ok(ref('Order')), 400: { description: 'Not so.' } },
      },
      delete: { responses: { 204: { description: 'Gone.' } } },
    }),
  },
  webhooks: {
    'order.placed': {
      post: {
        requestBody: {
          content: json(
            {
              type: 'object',
              properties: {
                event: {},
                data: { type: 'object', properties: { id: {}, total: {}, note: {}, channel: {} } },
              },
            },
            example,
          ),
        },
        responses: { '2XX': { description: 'Taken.' } },
      },
    },
    'order.changed': {
      post: { requestBody: { content: json(ref('Order')) }, responses: { '2XX': { description: 'Taken.' } } },
    },
  },
  components: {
    schemas: {
      Hook: { type: 'object', properties: { id: {}, url: {}, events: {} } },
      Order: { type: 'object', properties: { id: {}, total: {}, note: {}, pin: {} } },
    },
  },
};

let mock: Mock;
let receiver: Receiver;

beforeAll(async () => {
  receiver = await startReceiver();
  const forward = [{ from: 'https://shop.example.com', to: `http://127.0.0.1:${receiver.port}` }];
  mock = await startMock(await contractFromDocument(shop, { name: 'shop' }), { forward, seed: 1 });
});
beforeEach(() => mock.reset());
afterAll(async () => {
  await mock?.close();
  await receiver?.[Symbol.asyncDispose]();
});

async function call(method: string, path: string, body?: object) {
  const response = await fetch(mock.urls['shop']! + path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

/** What the receiver gets while something is done, oldest first. */
async function during(act: () => Promise<unknown>, count: number): Promise<unknown[]> {
  const before = receiver.received.length;
  await act();
  await expect.poll(() => receiver.received.length - before).toBe(count);
  return receiver.received.slice(before).map(({ headers, body }) => [headers['x-event'], JSON.parse(String(body))]);
}

const subscribe = (events: string[]) => call('POST', '/hooks', { url: 'https://shop.example.com/in', events });

test('sends the event of a change with the resource as it is then, and without its secret', async () => {
  await subscribe(['order.placed', 'order.changed']);
  const order = { total: 42, note: 'ring twice' };
  let id = '';
  const placed = await during(async () => {
    const created = await call('POST', '/orders', order);
    expect(created.body).toMatchObject({ ...order, pin: /^\d{6}$/.exec(created.body.pin)?.[0] });
    id = created.body.id;
  }, 1);
  expect(placed).toEqual([['order.placed', { event: 'order.placed', data: { channel: 'web', ...order, id } }]]);
  const changed = await during(() => call('PATCH', `/orders/${id}`, { total: 43 }), 1);
  expect(changed).toEqual([['order.changed', { ...order, total: 43, id }]]);
  const deleted = await during(() => call('DELETE', `/orders/${id}`), 1);
  expect(deleted).toEqual([['order.changed', { ...order, total: 43, id }]]);
});

test('leaves out what the resource does not have, though the example has it', async () => {
  await subscribe(['order.placed']);
  const [placed] = await during(() => call('POST', '/orders', { total: 1 }), 1);
  expect(placed).toEqual([
    'order.placed',
    { event: 'order.placed', data: { channel: 'web', total: 1, id: expect.any(String) } },
  ]);
});

test('sends nothing for a change that was refused, and to nobody who did not ask for it', async () => {
  await subscribe(['order.changed']);
  const sent = await during(async () => {
    expect((await call('POST', '/orders', { total: -1 })).status).toBe(400);
    const { body } = await call('POST', '/orders', { total: 1 });
    expect((await call('PATCH', `/orders/${body.id}`, { total: -1 })).status).toBe(400);
    await call('DELETE', `/orders/${body.id}`);
  }, 1);
  expect(sent).toMatchObject([['order.changed', { total: 1 }]]);
});

test('puts the newest resource into an event that is triggered by hand', async () => {
  await subscribe(['order.placed']);
  await during(() => call('POST', '/orders', { total: 7 }), 1);
  const trigger = (payload?: object) =>
    fetch(`${mock.url}/_hookspec/trigger`, {
      method: 'POST',
      body: JSON.stringify({ contract: 'shop', event: 'order.placed', ...(payload && { payload }) }),
    });
  expect(await during(() => trigger(), 1)).toMatchObject([['order.placed', { data: { total: 7 } }]]);
  expect(await during(() => trigger({ own: true }), 1)).toEqual([['order.placed', { own: true }]]);
  mock.reset();
  await subscribe(['order.placed']);
  expect(await during(() => trigger(), 1)).toEqual([['order.placed', example]]);
});
