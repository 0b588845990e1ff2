import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { createAgentmessage } from './agentmessage.ts';
import { connect } from './support/client.ts';
import { receive } from './support/receiver.ts';

const token = 'am_live_reference0000000001';
const start = () => connect(createAgentmessage(), token);
const endpoint = { url: 'https://example.com/hook', events: ['wallet.balance_low'] };

test('shows the secret on create and rotate, and nothing of a deleted endpoint', async () => {
  await using server = await start();
  const created = await server.call('POST /v1/webhooks', { ...endpoint, description: 'd' });
  const { secret, secret_displayed_once: once, ...shown } = created.body;
  expect([created.status, Buffer.from(secret, 'base64').length, once]).toEqual([201, 32, true]);
  const path = `/v1/webhooks/${shown.id}`;
  expect((await server.call(`GET ${path}`)).body).toEqual(shown);
  const patched = (await server.call(`PATCH ${path}`, { description: ' ', api_version: '2026-04-01' })).body;
  expect(['description' in patched, patched.api_version]).toEqual([false, '2026-04-01']);
  const rotated = (await server.call(`POST ${path}/rotate-secret`)).body;
  expect([rotated.secret === secret, rotated.secret_displayed_once]).toEqual([false, true]);
  expect((await server.call(`DELETE ${path}`)).status).toBe(204);
  expect((await server.call(`GET ${path}`)).body.error.code).toBe('NOT_FOUND');
  expect((await server.call('GET /v1/webhooks')).body.data).toEqual([]);
});

test('caps active endpoints at 50 and accepts a URL twice', async () => {
  await using server = await start();
  const made = [];
  for (let i = 0; i < 50; i++) made.push((await server.call('POST /v1/webhooks', endpoint)).body.id);
  const refused = await server.call('POST /v1/webhooks', endpoint);
  expect([refused.status, refused.body.error.code]).toEqual([409, 'LIMIT_EXCEEDED']);
  await server.call(`PATCH /v1/webhooks/${made[0]}`, { active: false });
  expect((await server.call('POST /v1/webhooks', endpoint)).status).toBe(201);
});

test.each([
  [['url', 'events'], {}],
  [['url'], { ...endpoint, url: 'http://example.com' }],
  [['events'], { ...endpoint, events: [] }],
  [['events'], { ...endpoint, events: ['webhook.test'] }],
  [['events'], { ...endpoint, events: ['wallet.balance_low', 'wallet.balance_low'] }],
  [['description'], { ...endpoint, description: 'x'.repeat(201) }],
  [['api_version'], { ...endpoint, api_version: '2020-01-01' }],
])('names the wrong fields %j', async (fields, body) => {
  await using server = await start();
  const { status, body: answer, headers } = await server.call('POST /v1/webhooks', body);
  expect([status, answer.success, answer.error.code, Object.keys(answer.error.details)]).toEqual([
    422,
    false,
    'VALIDATION_FAILED',
    fields,
  ]);
  expect(answer.error.request_id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(headers.get('x-request-id')).toBe(answer.error.request_id);
});

test('wants the scope of each operation', async () => {
  await using server = await start();
  const codeOf = async (call: string, other: string, body?: unknown) =>
    (await server.call(call, body, other)).body.error?.code;
  expect(await codeOf('POST /v1/webhooks', 'am_live_acmeReader000000000000000000000000', endpoint)).toBe('FORBIDDEN');
  expect(await codeOf('GET /v1/webhooks', 'am_live_acmeWriter000000000000000000000000')).toBe('FORBIDDEN');
  expect(await codeOf('GET /v1/metrics/webhooks?metric=failed', 'am_live_acmeAdmin0000000000000000000000000')).toBe(
    'FORBIDDEN',
  );
  expect(await codeOf('GET /v1/webhooks', 'am_live_acmeRevoked00000000000000000000000')).toBe('UNAUTHORIZED');
  const rotated = await server.call(
    'POST /v1/webhook-secret/rotate',
    undefined,
    'am_live_acmeAdmin0000000000000000000000000',
  );
  expect(Date.parse(rotated.body.previous_valid_until) - Date.parse(rotated.body.rotated_at)).toBe(300_000);
});

test('tests, records, filters, replays and counts deliveries', async () => {
  let time = Date.parse('2026-04-26T12:30:00Z');
  await using receiver = await receive();
  await using server = await connect(createAgentmessage({ now: () => time, forward: () => receiver.url }), token);
  const { id, secret } = (await server.call('POST /v1/webhooks', endpoint)).body;
  const tested = (await server.call(`POST /v1/webhooks/${id}/test`)).body;
  const [{ body, headers }] = receiver.requests as [(typeof receiver.requests)[0]];
  const seconds = time / 1000;
  const mac = createHmac('sha256', secret).update(`${seconds}\n`).update(body).digest('hex');
  expect([tested.outcome, JSON.parse(body.toString()).id, headers['x-amcore-signature']]).toEqual([
    'success',
    tested.event_id,
    `t=${seconds},v1=${mac}`,
  ]);
  const { data } = (
    await server.call(
      `GET /v1/webhooks/deliveries?endpoint_id=${id}&outcome=success&http_status_min=200&http_status_max=299`,
    )
  ).body;
  expect(data).toMatchObject([{ event_type: 'webhook.test', request_body_bytes: body.length }]);
  expect((await server.call('GET /v1/webhooks/deliveries?outcome=dead')).body.data).toEqual([]);
  expect((await server.call(`GET /v1/webhooks/deliveries/${data[0].id}`)).body).toEqual(data[0]);
  const replay = `POST /v1/webhooks/deliveries/${data[0].id}/replay`;
  const replayed = await server.call(replay, { reason: 'again' });
  expect([replayed.status, replayed.body.new_event_id === data[0].event_id]).toEqual([202, false]);
  const metric = (
    await server.call('GET /v1/metrics/webhooks?metric=delivered&from=2026-04-26T11:00:00Z&to=2026-04-26T13:00:00Z')
  ).body;
  expect(metric.data.buckets).toEqual([
    { bucket_start: '2026-04-26T11:00:00Z', value: null },
    { bucket_start: '2026-04-26T12:00:00Z', value: 2 },
  ]);
  for (let i = 2; i <= 10; i++) expect((await server.call(replay)).status).toBe(202);
  const refused = await server.call(replay);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
  time += 31 * 86_400_000;
  expect((await server.call(replay)).body.error.code).toBe('EVENT_EXPIRED');
});

test.each([
  'limit=0',
  'event_type=webhook.test',
  'outcome=lost',
  'since=yesterday',
  'endpoint_id=1',
  'http_status_min=300&http_status_max=200',
  'cursor=x',
])('refuses deliveries?%s', async (query) => {
  await using server = await start();
  expect((await server.call(`GET /v1/webhooks/deliveries?${query}`)).status).toBe(422);
});
