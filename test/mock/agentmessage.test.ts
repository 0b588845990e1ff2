import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAgentmessageClient } from '../../generated/agentmessage/client.ts';
import { startMock, type Mock } from '../../src/mock/start.ts';
import { createCall, tokenOf, type Call } from './support/call.ts';

const start = Date.parse('2026-05-01T12:00:00Z');
let now = start;
let mock: Mock;
let call: Call;
const as = (key: string) => createCall(mock, 'agentmessage', tokenOf(mock, 'agentmessage', key));
const input = { url: 'https://hooks.example.com/y3labs/ops', events: ['wallet.balance_low' as const] };
const create = async (body: object = input) =>
  (await call('POST', '/v1/webhooks', body)).body as Record<string, string>;
const errorOf = (answer: { status: number; body: { error: { code: string } } }) => [
  answer.status,
  answer.body.error.code,
];

beforeAll(async () => {
  mock = await startMock('agentmessage', { seed: 7, now: () => now });
  call = as('default');
});
beforeEach(() => {
  now = start;
  mock.reset();
});
afterAll(() => mock?.close());

test('serves the generated client through the life of an endpoint', async () => {
  const client = createAgentmessageClient({
    baseUrl: mock.urls.agentmessage!,
    token: tokenOf(mock, 'agentmessage', 'default'),
  });
  const created = await client.POST('/v1/webhooks', { body: { ...input, description: 'ops' } });
  expect(created.response.status).toBe(201);
  const { secret, secret_displayed_once, ...rest } = created.data!;
  expect(Buffer.from(secret, 'base64')).toHaveLength(32);
  expect(secret_displayed_once).toBe(true);
  expect(rest).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    org_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    ...input,
    description: 'ops',
    active: true,
    api_version: '2026-04-01',
    created_at: '2026-05-01T12:00:00Z',
    updated_at: '2026-05-01T12:00:00Z',
    deleted_at: null,
  });
  const path = { params: { path: { id: rest.id } } };
  expect((await client.GET('/v1/webhooks/{id}', path)).data).toEqual(rest);
  expect((await client.GET('/v1/webhooks')).data).toEqual({
    success: true,
    data: [rest],
    meta: { total: 0, limit: 50, offset: 0, next_cursor: null },
  });
  now += 60_000;
  const patched = await client.PATCH('/v1/webhooks/{id}', {
    ...path,
    body: { events: ['lookup.completed'], active: false },
  });
  expect(patched.data).toEqual({
    ...rest,
    events: ['lookup.completed'],
    active: false,
    updated_at: '2026-05-01T12:01:00Z',
  });
  expect((await client.DELETE('/v1/webhooks/{id}', path)).response.status).toBe(204);
  const gone = await client.GET('/v1/webhooks/{id}', path);
  expect(gone.error).toEqual({
    success: false,
    error: { code: 'NOT_FOUND', message: expect.any(String), request_id: expect.any(String) },
  });
  expect((await client.GET('/v1/webhooks')).data!.data).toEqual([]);
});

test('removes a blank description and never changes the api_version', async () => {
  const { id } = await create({ ...input, description: 'x' });
  const { body } = await call('PATCH', `/v1/webhooks/${id}`, { description: '   ', api_version: '2020-01-01' });
  expect(body).not.toHaveProperty('description');
  expect(body.api_version).toBe('2026-04-01');
});

test('gives a new secret at once and shows none again', async () => {
  const { id, secret } = await create();
  const rotated = await call('POST', `/v1/webhooks/${id}/rotate-secret`);
  expect(rotated.status).toBe(200);
  expect(rotated.body).toMatchObject({ id, secret_displayed_once: true });
  expect(rotated.body.secret).not.toBe(secret);
  for (const answer of [
    await call('GET', `/v1/webhooks/${id}`),
    await call('GET', '/v1/webhooks'),
    await call('PATCH', `/v1/webhooks/${id}`, {}),
  ]) {
    expect(JSON.stringify(answer.body)).not.toMatch(/secret/);
  }
});

test('keeps the secret that an organization had valid for five minutes', async () => {
  const admin = as('admin');
  const first = await admin('POST', '/v1/webhook-secret/rotate');
  expect(first.body).toEqual({
    webhook_secret: expect.stringMatching(/^[0-9a-f]{64}$/),
    rotated_at: '2026-05-01T12:00:00Z',
    previous_valid_until: '2026-05-01T12:05:00Z',
  });
  const second = await admin('POST', '/v1/webhook-secret/rotate');
  expect(second.body.webhook_secret).not.toBe(first.body.webhook_secret);
  expect(errorOf(await as('writer')('POST', '/v1/webhook-secret/rotate'))).toEqual([403, 'FORBIDDEN']);
});

test('accepts 50 active endpoints and not one more, however fast they come; paused ones do not count', async () => {
  const answers = await Promise.all(Array.from({ length: 55 }, () => call('POST', '/v1/webhooks', input)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(50);
  const refused = answers.filter(({ status }) => status !== 201);
  expect(refused.map(errorOf)).toEqual(Array.from({ length: 5 }, () => [409, 'LIMIT_EXCEEDED']));
  expect(refused[0]!.body.error.message).toBe('webhook endpoint limit reached (max 50)');
  await call('PATCH', `/v1/webhooks/${answers[0]!.body.id}`, { active: false });
  expect((await call('POST', '/v1/webhooks', input)).status).toBe(201);
  expect((await as('other')('POST', '/v1/webhooks', input)).status).toBe(201);
});

test('accepts the same URL twice: no page says otherwise', async () => {
  await create();
  expect((await call('POST', '/v1/webhooks', input)).status).toBe(201);
});

test('names each field that is wrong', async () => {
  const details = async (body: unknown) => {
    const answer = await call('POST', '/v1/webhooks', body);
    expect(errorOf(answer)).toEqual([422, 'VALIDATION_FAILED']);
    return Object.keys(answer.body.error.details).sort();
  };
  expect(await details({})).toEqual(['events', 'url']);
  expect(await details({ ...input, url: 'http://hooks.example.com' })).toEqual(['url']);
  expect(await details({ ...input, events: [] })).toEqual(['events']);
  expect(await details({ ...input, events: ['wallet.balance_low', 'wallet.balance_low'] })).toEqual(['events']);
  expect(await details({ ...input, events: ['webhook.test'] })).toEqual(['events']);
  expect(await details({ ...input, description: 'x'.repeat(201) })).toEqual(['description']);
  expect(await details({ ...input, api_version: '1999-01-01' })).toEqual(['api_version']);
  expect((await call('GET', '/v1/webhooks?limit=101')).body.error.details).toEqual({ limit: expect.any(String) });
});

test('tells missing, wrong, revoked and under-scoped keys apart, and takes bearer in any case', async () => {
  const refused = async (key: Call) => errorOf(await key('GET', '/v1/webhooks'));
  for (const token of [undefined, 'am_live_x', 'wrong', tokenOf(mock, 'agentmessage', 'revoked')]) {
    expect(await refused(createCall(mock, 'agentmessage', token))).toEqual([401, 'UNAUTHORIZED']);
  }
  expect(await refused(as('writer'))).toEqual([403, 'FORBIDDEN']);
  expect(errorOf(await as('reader')('POST', '/v1/webhooks', input))).toEqual([403, 'FORBIDDEN']);
  const lower = await call('GET', '/v1/webhooks', undefined, {
    Authorization: `bearer ${tokenOf(mock, 'agentmessage', 'default')}`,
  });
  expect(lower.status).toBe(200);
});

test('shares state among the keys of an organization and hides it from others', async () => {
  const { id } = await create();
  expect((await as('second')('GET', `/v1/webhooks/${id}`)).status).toBe(200);
  expect(errorOf(await as('other')('GET', `/v1/webhooks/${id}`))).toEqual([404, 'NOT_FOUND']);
  const fresh = createCall(mock, 'agentmessage', 'am_live_freshFreshFresh0001');
  expect((await fresh('GET', '/v1/webhooks')).body.data).toEqual([]);
});

test('repeats the request id of the header in the body, as a ULID', async () => {
  const answer = await call('GET', '/v1/webhooks/0190a1b2-c3d4-e5f6-a7b8-c9d0e1f2a3b4');
  expect(answer.body.error.request_id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(answer.headers.get('x-request-id')).toBe(answer.body.error.request_id);
});
