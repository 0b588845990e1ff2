import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startMock, type Mock } from '../../src/mock/start.ts';
import { createCall, tokenOf, type Call } from './support/call.ts';
import { startReceiver, type Receiver } from './support/receiver.ts';

const start = Date.parse('2026-05-01T12:00:00Z');
let now = start;
let receiver: Receiver;
let mock: Mock;
let call: Call;

beforeAll(async () => {
  receiver = await startReceiver();
  const forward = [{ from: 'https://crm.example.com', to: `http://127.0.0.1:${receiver.port}` }];
  mock = await startMock('leadlex', { seed: 7, now: () => now, forward });
  call = createCall(mock, 'leadlex', tokenOf(mock, 'leadlex', 'unmetered'));
});
beforeEach(() => {
  now = start;
  mock.reset();
  receiver.answer(200, 'OK');
});
afterAll(async () => {
  await mock?.close();
  await receiver?.[Symbol.asyncDispose]();
});

async function createWebhook(path: string, events: string[], active = true) {
  const { body } = await call('POST', '/v1/webhooks', { url: `https://crm.example.com/${path}`, events, active });
  return body.data.webhook as { id: string; secret: string };
}

async function trigger(event: string, payload?: unknown) {
  const response = await fetch(`${mock.url}/_hookspec/trigger`, {
    method: 'POST',
    body: JSON.stringify({ contract: 'leadlex', event, ...(payload !== undefined && { payload }) }),
  });
  return (await response.json()) as { attempts: { endpointId: string; outcome: string }[] };
}

test('sends an event to active subscribers alone, signed over the raw body', async () => {
  const subscribed = await createWebhook('a', ['contact.created']);
  await createWebhook('b', ['deal.updated']);
  await createWebhook('c', ['contact.created'], false);
  const before = receiver.received.length;
  const { attempts } = await trigger('contact.created');
  expect(attempts.map(({ endpointId, outcome }) => [endpointId, outcome])).toEqual([[subscribed.id, 'success']]);
  expect(receiver.received).toHaveLength(before + 1);
  const { headers, body } = receiver.received.at(-1)!;
  const expected = createHmac('sha256', subscribed.secret).update(body).digest('hex');
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'user-agent': 'LeadLex-Webhook/1.0',
    'x-leadlex-signature': `sha256=${expected}`,
    'x-leadlex-timestamp': '2026-05-01T12:00:00Z',
    'x-leadlex-delivery-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(JSON.parse(body)).toMatchObject({
    type: 'contact.created',
    created_at: '2026-05-01T12:00:00Z',
    data: { contact: {} },
  });
});

test('shows deliveries in the logs and the last one in the list', async () => {
  const { id } = await createWebhook('a', ['contact.created']);
  await trigger('contact.created');
  now += 60_000;
  receiver.answer(500, 'Internal Server Error');
  await trigger('contact.created');
  const logs = await call('GET', `/v1/webhooks/${id}/logs`);
  expect(logs.body.meta).toEqual({ page: 1, per_page: 50, total: 2 });
  expect(logs.body.data.logs[0]).toEqual({
    delivery_id: receiver.received.at(-1)!.headers['x-leadlex-delivery-id'],
    event: 'contact.created',
    status: 'failed',
    response_status_code: 500,
    response_body: 'Internal Server Error',
    duration_ms: 0,
    attempt: 1,
    error: 'http_error',
    delivered_at: '2026-05-01T12:01:00Z',
  });
  const [listed] = (await call('GET', '/v1/webhooks')).body.data.webhooks;
  expect(listed).toMatchObject({ last_delivery_status: 'failed', last_delivery_at: '2026-05-01T12:01:00Z' });
});

test('filters the logs by status, pages them, and forgets them after 30 days', async () => {
  const { id } = await createWebhook('a', ['contact.created']);
  for (const status of [200, 500, 200]) {
    receiver.answer(status);
    await trigger('contact.created');
    now += 1000;
  }
  const statuses = async (query: string) =>
    (await call('GET', `/v1/webhooks/${id}/logs?${query}`)).body.data.logs.map((row: { status: string }) => row.status);
  expect(await statuses('')).toEqual(['success', 'failed', 'success']);
  expect(await statuses('status=failed')).toEqual(['failed']);
  expect(await statuses('status=pending')).toEqual([]);
  expect(await statuses('per_page=2&page=2')).toEqual(['success']);
  expect(await statuses('per_page=2&page=3')).toEqual([]);
  for (const query of ['per_page=101', 'page=0', 'status=lost']) {
    expect((await call('GET', `/v1/webhooks/${id}/logs?${query}`)).status).toBe(400);
  }
  now += 30 * 86_400_000;
  expect(await statuses('')).toEqual([]);
  await call('DELETE', `/v1/webhooks/${id}`);
  expect((await call('GET', `/v1/webhooks/${id}/logs`)).status).toBe(404);
});

test('serves the catalog of 27 events from the webhooks of the contract', async () => {
  const all = (await call('GET', '/v1/events/catalog')).body.data;
  expect([all.total, all.events.length]).toEqual([27, 27]);
  const contacts = (await call('GET', '/v1/events/catalog?category=contact')).body.data;
  expect(contacts.events.map((event: { type: string }) => event.type)).toEqual([
    'contact.created',
    'contact.updated',
    'contact.deleted',
    'contact.bulk_created',
  ]);
  expect(contacts.events[0].example_payload.type).toBe('contact.created');
  expect((await call('GET', '/v1/events/catalog?category=weather')).status).toBe(400);
});

test('sends the payload it is given, under a fresh event id', async () => {
  await createWebhook('a', ['contact.created']);
  await trigger('contact.created', {
    id: 'old',
    type: 'contact.created',
    created_at: 'old',
    data: { contact: { id: 'c1', full_name: 'Ada' } },
  });
  const sent = JSON.parse(receiver.received.at(-1)!.body);
  expect(sent.data).toEqual({ contact: { id: 'c1', full_name: 'Ada' } });
  expect(sent.id).toMatch(/^evt_/);
});
