import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startMock, type Mock } from '../../src/mock/start.ts';
import { createCall, tokenOf, type Call } from './support/call.ts';
import { startReceiver, type Receiver } from './support/receiver.ts';

const start = Date.parse('2026-05-01T12:00:30Z');
let now = start;
let receiver: Receiver;
let mock: Mock;
let call: Call;
let metrics: Call;

beforeAll(async () => {
  receiver = await startReceiver();
  const forward = [{ from: 'https://hooks.example.com', to: `http://127.0.0.1:${receiver.port}` }];
  mock = await startMock('agentmessage', { seed: 7, now: () => now, forward });
  call = createCall(mock, 'agentmessage', tokenOf(mock, 'agentmessage', 'default'));
  metrics = createCall(mock, 'agentmessage', tokenOf(mock, 'agentmessage', 'metrics'));
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

async function createEndpoint(url = 'https://hooks.example.com/in'): Promise<{ id: string; secret: string }> {
  return (await call('POST', '/v1/webhooks', { url, events: ['lookup.completed'] })).body;
}

test('sends a signed test event and answers with what the receiver did', async () => {
  const { id, secret } = await createEndpoint();
  const tested = await call('POST', `/v1/webhooks/${id}/test`);
  expect(tested.body).toEqual({
    event_id: expect.stringMatching(/^evt_[0-9a-f-]{36}$/),
    outcome: 'success',
    url: 'https://hooks.example.com/in',
    response_status: 200,
    response_time_ms: 0,
    response_body_excerpt: 'OK',
    error: null,
  });
  const { headers, body } = receiver.received.at(-1)!;
  expect(JSON.parse(body)).toMatchObject({ id: tested.body.event_id, type: 'webhook.test', api_version: '2026-04-01' });
  const [, time, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-amcore-signature']))!;
  expect(Number(time)).toBe(start / 1000);
  expect(createHmac('sha256', secret).update(`${time}\n${body}`).digest('hex')).toBe(signature);
});

test('signs with the new secret right after a rotation', async () => {
  const { id } = await createEndpoint();
  const { secret } = (await call('POST', `/v1/webhooks/${id}/rotate-secret`)).body;
  await call('POST', `/v1/webhooks/${id}/test`);
  const { headers, body } = receiver.received.at(-1)!;
  const expected = createHmac('sha256', secret)
    .update(`${start / 1000}\n${body}`)
    .digest('hex');
  expect(headers['x-amcore-signature']).toBe(`t=${start / 1000},v1=${expected}`);
});

test('records every attempt, newest first, and shows one by its id', async () => {
  const { id } = await createEndpoint();
  await call('POST', `/v1/webhooks/${id}/test`);
  now += 1000;
  receiver.answer(500, 'down');
  expect((await call('POST', `/v1/webhooks/${id}/test`)).body).toMatchObject({
    outcome: 'dead',
    response_status: 500,
    error: 'http_error',
  });
  const { data, meta } = (await call('GET', '/v1/webhooks/deliveries')).body;
  expect(data.map((row: { response_status: number }) => row.response_status)).toEqual([500, 200]);
  expect(meta).toEqual({ total: 0, limit: 50, offset: 0, next_cursor: null });
  const body = receiver.received.at(-1)!.body;
  expect(data[0]).toMatchObject({
    endpoint_id: id,
    event_type: 'webhook.test',
    attempt: 1,
    outcome: 'dead',
    request_body_sha256: createHash('sha256').update(body).digest('hex'),
    request_body_bytes: Buffer.byteLength(body),
    response_body_excerpt: 'down',
    occurred_at: '2026-05-01T12:00:31Z',
  });
  expect((await call('GET', `/v1/webhooks/deliveries/${data[0].id}`)).body).toEqual(data[0]);
  expect((await call('GET', '/v1/webhooks/deliveries/0190a1b2-c3d4-e5f6-a7b8-c9d0e1f2a3b4')).status).toBe(404);
});

test('filters deliveries by every parameter and pages by cursor', async () => {
  const one = await createEndpoint();
  const two = await createEndpoint();
  for (const [endpoint, status] of [
    [one, 200],
    [two, 503],
    [one, 404],
  ] as const) {
    receiver.answer(status);
    await call('POST', `/v1/webhooks/${endpoint.id}/test`);
    now += 60_000;
  }
  const statuses = async (query: string) =>
    (await call('GET', `/v1/webhooks/deliveries?${query}`)).body.data.map(
      (row: { response_status: number }) => row.response_status,
    );
  expect(await statuses(`endpoint_id=${one.id}`)).toEqual([404, 200]);
  expect(await statuses('event_type=lookup.completed')).toEqual([]);
  expect(await statuses('outcome=dead')).toEqual([404, 503]);
  expect(await statuses('http_status_min=400&http_status_max=499')).toEqual([404]);
  expect(await statuses('since=2026-05-01T12:01:00Z&until=2026-05-01T12:02:00Z')).toEqual([503]);
  const first = await call('GET', '/v1/webhooks/deliveries?limit=2');
  expect(first.body.data).toHaveLength(2);
  expect(await statuses(`limit=2&cursor=${first.body.meta.next_cursor}`)).toEqual([200]);
  const reversed = await call('GET', '/v1/webhooks/deliveries?http_status_min=500&http_status_max=400');
  expect([reversed.status, Object.keys(reversed.body.error.details)]).toEqual([422, ['http_status_min']]);
  expect((await call('GET', '/v1/webhooks/deliveries?event_type=webhook.test')).status).toBe(422);
});

test('replays a delivery under a fresh event id without waiting, ten times a minute', async () => {
  const { id } = await createEndpoint();
  await call('POST', `/v1/webhooks/${id}/test`);
  const [recorded] = (await call('GET', '/v1/webhooks/deliveries')).body.data;
  const replay = () => call('POST', `/v1/webhooks/deliveries/${recorded.id}/replay`, { reason: 'receiver was down' });
  const replayed = await replay();
  expect(replayed.status).toBe(202);
  expect(replayed.body).toMatchObject({
    delivery_id: recorded.id,
    endpoint_id: id,
    event_type: 'webhook.test',
    enqueued_at: '2026-05-01T12:00:30Z',
  });
  expect(replayed.body.new_event_id).not.toBe(recorded.event_id);
  for (let count = 1; count < 10; count += 1) expect((await replay()).status).toBe(202);
  const refused = await replay();
  expect([refused.status, refused.body.error.code, refused.headers.get('retry-after')]).toEqual([
    429,
    'RATE_LIMITED',
    '60',
  ]);
  now += 60_000;
  expect((await replay()).status).toBe(202);
});

test('answers 410 for an event that has aged out, 404 for an unknown delivery', async () => {
  const { id } = await createEndpoint();
  await call('POST', `/v1/webhooks/${id}/test`);
  const [recorded] = (await call('GET', '/v1/webhooks/deliveries')).body.data;
  now += 31 * 86_400_000;
  const expired = await call('POST', `/v1/webhooks/deliveries/${recorded.id}/replay`);
  expect([expired.status, expired.body.error.code]).toEqual([410, 'EVENT_EXPIRED']);
  expect((await call('POST', '/v1/webhooks/deliveries/0190a1b2-c3d4-e5f6-a7b8-c9d0e1f2a3b4/replay')).status).toBe(404);
});

test('counts deliveries per bucket for the metric', async () => {
  const { id } = await createEndpoint();
  for (const status of [200, 200, 500]) {
    receiver.answer(status);
    await call('POST', `/v1/webhooks/${id}/test`);
  }
  const range = 'from=2026-05-01T11:00:00Z&to=2026-05-01T13:00:00Z&granularity=hour';
  const values = async (metric: string) =>
    (await metrics('GET', `/v1/metrics/webhooks?metric=${metric}&${range}`)).body.data.buckets;
  expect(await values('delivered')).toEqual([
    { bucket_start: '2026-05-01T11:00:00Z', value: null },
    { bucket_start: '2026-05-01T12:00:00Z', value: 2 },
  ]);
  expect((await values('failed')).at(-1)).toEqual({ bucket_start: '2026-05-01T12:00:00Z', value: 1 });
  expect((await values('retried')).at(-1).value).toBeNull();
  expect((await metrics('GET', '/v1/metrics/webhooks')).status).toBe(422);
  expect(
    (await metrics('GET', '/v1/metrics/webhooks?metric=failed&granularity=minute&from=2020-01-01T00:00:00Z')).status,
  ).toBe(422);
  expect(
    (await metrics('GET', `/v1/metrics/webhooks?metric=failed&from=2026-05-02T00:00:00Z&to=2026-05-01T00:00:00Z`))
      .status,
  ).toBe(422);
  expect((await metrics('GET', '/v1/metrics/webhooks?metric=failed')).headers.get('cache-control')).toBe(
    'private, max-age=30',
  );
});

test('records a target that may not be dialled as refused, and dials nothing', async () => {
  const before = receiver.received.length;
  for (const url of ['https://other.example.com/in', 'https://10.0.0.1/in']) {
    const { id } = await createEndpoint(url);
    expect((await call('POST', `/v1/webhooks/${id}/test`)).body).toMatchObject({
      outcome: 'dead',
      response_status: null,
      error: 'refused',
    });
  }
  expect(receiver.received).toHaveLength(before);
});
