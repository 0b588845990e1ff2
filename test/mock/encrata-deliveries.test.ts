import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startMock, type Mock } from '../../src/mock/start.ts';
import { createCall, tokenOf, type Call } from './support/call.ts';
import { startReceiver, type Receiver } from './support/receiver.ts';

const start = Date.parse('2026-05-02T12:00:00Z');
let now = start;
let receiver: Receiver;
let mock: Mock;
let call: Call;

beforeAll(async () => {
  receiver = await startReceiver();
  const forward = [{ from: 'https://crm.example.com', to: `http://127.0.0.1:${receiver.port}` }];
  mock = await startMock('encrata', { seed: 7, now: () => now, forward });
  call = createCall(mock, 'encrata', tokenOf(mock, 'encrata', 'unmetered'));
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

async function createWebhook(url = 'https://crm.example.com/hook', events = ['lookup.completed']) {
  const { body } = await call('POST', '/api/webhooks', { url, events });
  return body as { id: string; url: string; secret: string };
}

async function trigger(event: string, payload?: unknown): Promise<string[]> {
  const response = await fetch(`${mock.url}/_hookspec/trigger`, {
    method: 'POST',
    body: JSON.stringify({ contract: 'encrata', event, ...(payload !== undefined && { payload }) }),
  });
  const { attempts } = (await response.json()) as { attempts: { endpointId: string }[] };
  return attempts.map(({ endpointId }) => endpointId);
}

const sendTest = (id: string) => call('POST', '/api/webhooks/test', { id });
const deliveriesOf = async (id: string) => (await call('GET', `/api/webhooks/deliveries?webhook_id=${id}`)).body;

test('sends a test event and answers with the signature that it carried', async () => {
  const { id, url, secret } = await createWebhook();
  const before = receiver.received.length;
  const answer = await sendTest(id);
  expect(receiver.received).toHaveLength(before + 1);
  const { headers, body } = receiver.received.at(-1)!;
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-encrata-signature': signature });
  expect([answer.status, answer.body]).toEqual([200, { status: 'sent', url, signature }]);
});

test('writes a body without spaces, its keys in alphabetical order', async () => {
  const { id } = await createWebhook();
  await sendTest(id);
  expect(receiver.received.at(-1)!.body).toBe(
    '{"created_at":"2026-05-02T12:00:00Z","data":{"message":"This is a test webhook from Encrata"},"event":"test"}',
  );
  await trigger('lookup.completed', {
    event: 'lookup.completed',
    data: { lookup_id: 'lu_1', email: 'ada@example.com' },
    created_at: 'old',
  });
  expect(receiver.received.at(-1)!.body).toBe(
    '{"created_at":"2026-05-02T12:00:00Z","data":{"email":"ada@example.com","lookup_id":"lu_1"},"event":"lookup.completed"}',
  );
});

test.each([
  [204, 'sent', 'success'],
  [302, 'failed', 'failed'],
  [500, 'failed', 'failed'],
])('calls a test that a receiver answers with %i %s', async (status, word, logged) => {
  const { id } = await createWebhook();
  receiver.answer(status);
  const before = receiver.received.length;
  expect((await sendTest(id)).body.status).toBe(word);
  expect(receiver.received).toHaveLength(before + 1);
  expect(await deliveriesOf(id)).toMatchObject([{ status: logged, response_status: status, attempts: 1 }]);
});

test('does not dial a host that it was not told to, and says failed', async () => {
  const { id, url } = await createWebhook('https://elsewhere.example.com/hook');
  expect((await sendTest(id)).body).toEqual({
    status: 'failed',
    url,
    signature: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(await deliveriesOf(id)).toMatchObject([{ status: 'failed', response_status: null }]);
});

test('sends an event to active subscribers of it alone', async () => {
  const subscribed = await createWebhook();
  await createWebhook(undefined, ['credits.low']);
  const paused = await createWebhook();
  await call('PUT', '/api/webhooks', { ...paused, secret: undefined, is_active: false });
  expect(await trigger('lookup.completed')).toEqual([subscribed.id]);
  expect(await trigger('monitor.run.completed')).toEqual([]);
  expect(await deliveriesOf(paused.id)).toEqual([]);
});

test('lists what was really delivered, newest first, each with the whole body', async () => {
  const { id } = await createWebhook();
  await trigger('lookup.completed');
  const first = receiver.received.at(-1)!.body;
  now += 60_000;
  receiver.answer(500, 'Internal Server Error');
  await trigger('lookup.completed');
  const second = receiver.received.at(-1)!.body;
  const row = { id: expect.any(String), webhook_id: id, event_type: 'lookup.completed', attempts: 1 };
  const [newest, oldest] = ['2026-05-02T12:01:00Z', '2026-05-02T12:00:00Z'];
  const rows = await deliveriesOf(id);
  expect(rows).toEqual([
    {
      ...row,
      payload: JSON.parse(second),
      status: 'failed',
      response_status: 500,
      response_body: 'Internal Server Error',
      last_attempt_at: newest,
      created_at: newest,
    },
    {
      ...row,
      payload: JSON.parse(first),
      status: 'success',
      response_status: 200,
      response_body: 'OK',
      last_attempt_at: oldest,
      created_at: oldest,
    },
  ]);
  expect(rows[0].id).not.toBe(rows[1].id);
});

test('lists the latest 50 deliveries of one webhook', async () => {
  const { id } = await createWebhook();
  const other = await createWebhook(undefined, ['credits.low']);
  for (let count = 0; count < 52; count += 1) {
    now += 1000;
    await trigger('lookup.completed');
  }
  await sendTest(other.id);
  const rows: { created_at: string }[] = await deliveriesOf(id);
  expect(rows).toHaveLength(50);
  expect([rows[0]!.created_at, rows[49]!.created_at]).toEqual(['2026-05-02T12:00:52Z', '2026-05-02T12:00:03Z']);
  expect(await deliveriesOf(other.id)).toMatchObject([{ webhook_id: other.id, event_type: 'test' }]);
});

test('forgets the deliveries of a webhook with it', async () => {
  const { id } = await createWebhook();
  await sendTest(id);
  await call('DELETE', '/api/webhooks', { id });
  expect((await call('GET', `/api/webhooks/deliveries?webhook_id=${id}`)).status).toBe(404);
  expect([await trigger('lookup.completed'), (await sendTest(id)).status]).toEqual([[], 404]);
});
