import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLeadlexClient } from '../../generated/leadlex/client.ts';
import { startMock, type Mock } from '../../src/mock/start.ts';
import { createCall, tokenOf, type Answer, type Call } from './support/call.ts';

const start = Date.parse('2026-05-01T23:59:30Z');
let now = start;
let mock: Mock;
let call: Call;
const as = (key: string) => createCall(mock, 'leadlex', tokenOf(mock, 'leadlex', key));
const input = {
  url: 'https://example.com/leadlex/webhook',
  events: ['contact.created' as const, 'deal.updated' as const],
};
const errorOf = ({ status, body }: Answer) => [status, body.error.code];

beforeAll(async () => {
  const addresses: Record<string, string[]> = {
    'inside.example.com': ['93.184.215.14', '10.1.2.3'],
    'outside.example.com': ['93.184.215.14'],
  };
  const resolve = async (host: string) => {
    if (!addresses[host]) throw new Error('ENOTFOUND');
    return addresses[host];
  };
  mock = await startMock('leadlex', { seed: 7, now: () => now, resolve });
  call = as('default');
});
beforeEach(() => {
  now = start;
  mock.reset();
});
afterAll(() => mock?.close());

test('serves the generated client through the life of a webhook', async () => {
  const client = createLeadlexClient({ baseUrl: mock.urls.leadlex!, token: tokenOf(mock, 'leadlex', 'default') });
  const created = await client.POST('/v1/webhooks', { body: { ...input, description: 'Production CRM sync' } });
  expect(created.response.status).toBe(201);
  const { id, secret, ...rest } = created.data!.data.webhook;
  expect(secret).toMatch(/^whsec_[0-9a-f]{48}$/);
  expect(rest).toEqual({
    ...input,
    description: 'Production CRM sync',
    active: true,
    created_at: '2026-05-01T23:59:30Z',
  });
  expect((await client.GET('/v1/webhooks')).data).toEqual({
    data: { webhooks: [{ id, ...rest, last_delivery_status: null, last_delivery_at: null }] },
  });
  now += 10_000;
  const path = { params: { path: { id } } };
  const patched = await client.PATCH('/v1/webhooks/{id}', {
    ...path,
    body: { events: ['task.created'], active: false },
  });
  const { created_at: _, ...kept } = rest;
  expect(patched.data).toEqual({
    data: { webhook: { id, ...kept, events: ['task.created'], active: false, updated_at: '2026-05-01T23:59:40Z' } },
  });
  expect((await client.DELETE('/v1/webhooks/{id}', path)).data).toEqual({ data: { deleted: true, id } });
  expect((await client.DELETE('/v1/webhooks/{id}', path)).error).toMatchObject({
    error: { code: 'webhook_not_found' },
  });
});

test('has no way to read one webhook: the path knows only PATCH and DELETE', async () => {
  const answer = await call('GET', '/v1/webhooks/7f3c4d2a-1b8e-4a9c-9d6f-2e5b8c7a1f3d');
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'DELETE, PATCH, OPTIONS']);
});

test('refuses a second webhook for the same URL in one workspace, on create only', async () => {
  const { body } = await call('POST', '/v1/webhooks', input);
  expect(errorOf(await call('POST', '/v1/webhooks', input))).toEqual([409, 'duplicate_webhook']);
  expect((await as('other')('POST', '/v1/webhooks', input)).status).toBe(201);
  const other = await call('POST', '/v1/webhooks', { ...input, url: 'https://example.com/second' });
  expect((await call('PATCH', `/v1/webhooks/${other.body.data.webhook.id}`, { url: input.url })).status).toBe(200);
  await call('DELETE', `/v1/webhooks/${body.data.webhook.id}`);
  await call('DELETE', `/v1/webhooks/${other.body.data.webhook.id}`);
  expect((await call('POST', '/v1/webhooks', input)).status).toBe(201);
});

test('tells each kind of invalid body apart and says why', async () => {
  const refused = async (body: unknown) => errorOf(await call('POST', '/v1/webhooks', body));
  expect(await refused({ ...input, url: 'http://example.com/' })).toEqual([400, 'invalid_url']);
  expect(await refused({ ...input, url: 'https://' })).toEqual([400, 'invalid_url']);
  expect(await refused({ ...input, events: ['contact.created', 'contact.exploded'] })).toEqual([400, 'invalid_events']);
  expect(await refused({ events: input.events })).toEqual([400, 'missing_required_field']);
  expect(await refused({ url: input.url })).toEqual([400, 'missing_required_field']);
  expect(await refused({ ...input, description: 'x'.repeat(201) })).toEqual([400, 'validation_error']);
  expect(await refused({ ...input, active: 'yes' })).toEqual([400, 'validation_error']);
  const { body } = await call('POST', '/v1/webhooks', { events: input.events });
  expect(body).toEqual({
    error: { code: 'missing_required_field', message: 'url is missing', details: { fields: { url: 'is missing' } } },
  });
});

const PRIVATE = [
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0177.0.0.1/',
  'https://127.0.0.1./',
  'https://10.0.0.1/',
  'https://172.16.0.1/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest',
  'https://100.64.0.1/',
  'https://0.0.0.0/',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://[fd00::1]/',
  'https://[fe80::1]/',
  'https://localhost/',
  'https://api.localhost/',
  'https://printer.local/',
  'https://db.internal/',
  'https://１２７.0.0.1/',
];

test.each(PRIVATE)('refuses %s as no public address', async (url) => {
  expect(errorOf(await call('POST', '/v1/webhooks', { ...input, url }))).toEqual([400, 'invalid_url']);
});

test('looks names up when asked to, and accepts a name that does not resolve', async () => {
  const created = async (host: string) => call('POST', '/v1/webhooks', { ...input, url: `https://${host}/` });
  const inside = await created('inside.example.com');
  expect(errorOf(inside)).toEqual([400, 'invalid_url']);
  expect(inside.body.error.message).toBe('url resolves to 10.1.2.3, which is not a public address');
  expect((await created('outside.example.com')).status).toBe(201);
  expect((await created('unknown.example.com')).status).toBe(201);
});

test('tells missing, wrong, expired, revoked and under-scoped keys apart', async () => {
  const refused = async (key: Call, method = 'GET') =>
    errorOf(await key(method, '/v1/webhooks', method === 'POST' ? input : undefined));
  for (const token of [undefined, 'wbk_x', tokenOf(mock, 'leadlex', 'expired'), tokenOf(mock, 'leadlex', 'revoked')]) {
    expect(await refused(createCall(mock, 'leadlex', token))).toEqual([401, 'invalid_key']);
  }
  expect((await as('expired')('GET', '/v1/webhooks')).body.error.message).toBe('The key has expired');
  const forbidden = await as('reader')('POST', '/v1/webhooks', input);
  expect([...errorOf(forbidden), forbidden.body.error.message]).toEqual([
    403,
    'insufficient_permissions',
    'Missing webhooks:write permission',
  ]);
  expect(await refused(as('writer'))).toEqual([403, 'insufficient_permissions']);
  expect((await as('reader')('GET', '/v1/webhooks')).status).toBe(200);
});

test('counts ten requests a minute and a hundred a day for a starter workspace, until midnight UTC', async () => {
  const starter = as('starter');
  const first = await starter('GET', '/v1/webhooks');
  const rate = ({ headers }: Answer) =>
    ['limit', 'remaining', 'reset'].map((name) => Number(headers.get(`x-ratelimit-${name}`)));
  expect(rate(first)).toEqual([100, 99, Date.parse('2026-05-02T00:00:00Z') / 1000]);
  for (let count = 1; count < 10; count += 1) expect((await starter('GET', '/v1/webhooks')).status).toBe(200);
  const refused = await starter('GET', '/v1/webhooks');
  expect(errorOf(refused)).toEqual([429, 'rate_limited']);
  expect([rate(refused)[1], refused.headers.get('retry-after')]).toEqual([90, null]);
  now += 60_000;
  expect(rate(await starter('GET', '/v1/webhooks'))).toEqual([100, 99, Date.parse('2026-05-03T00:00:00Z') / 1000]);
});

test('never counts the unmetered key', async () => {
  const statuses = await Promise.all(Array.from({ length: 300 }, () => as('unmetered')('GET', '/v1/webhooks')));
  expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([200]));
});

test('sends a request id with every answer, another each time', async () => {
  const ids = [await call('GET', '/v1/webhooks'), await call('POST', '/v1/webhooks', {})].map(({ headers }) =>
    headers.get('x-request-id'),
  );
  expect(ids).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  expect(ids[0]).not.toBe(ids[1]);
});
