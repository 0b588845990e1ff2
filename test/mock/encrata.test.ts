import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createEncrataClient } from '../../generated/encrata/client.ts';
import { startMock, type Mock } from '../../src/mock/start.ts';
import { createCall, tokenOf, type Answer, type Call } from './support/call.ts';

const start = Date.parse('2026-05-02T12:00:00Z');
let now = start;
let mock: Mock;
let call: Call;
const as = (key: string) => createCall(mock, 'encrata', tokenOf(mock, 'encrata', key));
const webhooks = '/api/webhooks';
const input = { url: 'https://example.com/webhook', events: ['lookup.completed' as const, 'apikey.created' as const] };
const create = async (body: object = input) => (await call('POST', webhooks, body)).body as Record<string, string>;
const textOf = ({ status, body }: Answer) => [status, body];
const EVENTS = ['lookup.completed', 'apikey.created', 'apikey.revoked', 'credits.low', 'credits.exhausted'];

beforeAll(async () => {
  mock = await startMock('encrata', { seed: 7, now: () => now });
  call = as('default');
});
beforeEach(() => {
  now = start;
  mock.reset();
});
afterAll(() => mock?.close());

test('serves the generated client through the life of a webhook', async () => {
  const client = createEncrataClient({ baseUrl: mock.urls.encrata!, token: tokenOf(mock, 'encrata', 'default') });
  const created = await client.POST('/api/webhooks', { body: { ...input, description: 'Production webhook' } });
  expect(created.response.status).toBe(201);
  const { secret, ...rest } = created.data!;
  expect(secret).toMatch(/^whsec_[0-9a-f]{64}$/);
  const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(rest).toEqual({
    id: uuid,
    workspace_id: uuid,
    ...input,
    is_active: true,
    description: 'Production webhook',
    created_by: uuid,
    created_at: '2026-05-02T12:00:00Z',
    updated_at: '2026-05-02T12:00:00Z',
  });
  const { id } = rest;
  const one = { params: { query: { id } } };
  expect((await client.GET('/api/webhooks')).data).toEqual([rest]);
  expect((await client.GET('/api/webhooks', one)).data).toEqual(rest);
  now += 10_000;
  const changes = {
    url: 'https://example.com/v2',
    events: ['credits.low' as const],
    description: 'v2',
    is_active: false,
  };
  const updated = await client.PUT('/api/webhooks', { body: { id, ...changes } });
  expect([updated.response.status, updated.data]).toEqual([200, { status: 'updated' }]);
  expect((await client.GET('/api/webhooks', one)).data).toEqual({
    ...rest,
    ...changes,
    updated_at: '2026-05-02T12:00:10Z',
  });
  const deleted = await client.DELETE('/api/webhooks', { body: { id } });
  expect([deleted.response.status, deleted.data]).toEqual([204, undefined]);
  expect((await client.GET('/api/webhooks', one)).error).toEqual({ error: 'Webhook not found' });
  expect((await client.GET('/api/webhooks')).data).toEqual([]);
});

test('shows the secret in the answer of create and in no other', async () => {
  const { id, url } = await create();
  for (const answer of [
    await call('GET', webhooks),
    await call('GET', `${webhooks}?id=${id}`),
    await call('PUT', webhooks, { id, url }),
    await call('POST', `${webhooks}/test`, { id }),
  ]) {
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([200, expect.not.stringMatching(/secret|whsec_/)]);
  }
});

test('empties a description that an update leaves out; events and activity stay', async () => {
  const { id } = await create({ ...input, description: 'Production webhook' });
  await call('PUT', webhooks, { id, url: input.url, is_active: false });
  await call('PUT', webhooks, { id, url: 'https://example.com/v2' });
  expect((await call('GET', `${webhooks}?id=${id}`)).body).toMatchObject({
    id,
    url: 'https://example.com/v2',
    events: input.events,
    description: '',
    is_active: false,
  });
});

test('gives a webhook without a description an empty one', async () => {
  expect((await create()).description).toBe('');
});

test('refuses bodies that break a rule, each with one sentence', async () => {
  const refused = async (body: unknown, method = 'POST', path = webhooks) => {
    const answer = await call(method, path, body);
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body)).toEqual(['error']);
    return answer.body.error as string;
  };
  expect(await refused({ events: input.events })).toBe('url is missing');
  expect(await refused({ url: input.url })).toBe('events is missing');
  expect(await refused({ ...input, url: 'http://example.com/' })).toMatch(/^url /);
  expect(await refused({ ...input, url: 'https://' })).toMatch(/^url /);
  expect(await refused({ ...input, events: [] })).toMatch(/^events /);
  expect(await refused({ ...input, description: 5 })).toMatch(/^description /);
  for (const event of ['test', 'monitor.run.completed', 'nothing.happened']) {
    expect(await refused({ ...input, events: ['credits.low', event] })).toMatch(/^events\.1 /);
  }
  expect(await refused('{"url"')).toMatch(/JSON/);
  const { id } = await create();
  expect(await refused({ url: input.url }, 'PUT')).toBe('id is missing');
  expect(await refused({ id }, 'PUT')).toBe('url is missing');
  expect(await refused({ id, url: input.url, events: [] }, 'PUT')).toMatch(/^events /);
  expect(await refused({ id, url: input.url, is_active: 'no' }, 'PUT')).toMatch(/^is_active /);
  expect(await refused({}, 'DELETE')).toBe('id is missing');
  expect(await refused({}, 'POST', `${webhooks}/test`)).toBe('id is missing');
  expect(await refused(undefined, 'GET', `${webhooks}/deliveries`)).toBe('query parameter webhook_id is missing');
  expect((await call('GET', webhooks)).body).toMatchObject([{ id, ...input }]);
});

test('takes each of the five events', async () => {
  expect((await create({ ...input, events: EVENTS })).events).toEqual(EVENTS);
});

test('answers an unknown id with 404 wherever it travels', async () => {
  const id = '360cb300-d885-4c18-af2c-d259f936bb38';
  const answers = [
    await call('GET', `${webhooks}?id=${id}`),
    await call('PUT', webhooks, { id, url: input.url }),
    await call('DELETE', webhooks, { id }),
    await call('POST', `${webhooks}/test`, { id }),
    await call('GET', `${webhooks}/deliveries?webhook_id=${id}`),
  ];
  expect(answers.map(textOf)).toEqual(answers.map(() => [404, { error: 'Webhook not found' }]));
});

test('answers a wrong method and a body that is too long in its own shape', async () => {
  const wrong = await call('PATCH', webhooks, {});
  expect([wrong.status, Object.keys(wrong.body)]).toEqual([405, ['error']]);
  await using narrow = await startMock('encrata', { seed: 7, maxBody: 64 });
  const long = createCall(narrow, 'encrata', tokenOf(narrow, 'encrata', 'default'));
  const answer = await long('POST', webhooks, { ...input, description: 'x'.repeat(64) });
  expect(textOf(answer)).toEqual([413, { error: 'Request body too large' }]);
});

test('refuses missing, wrong and revoked keys', async () => {
  for (const token of [undefined, 'wrong', 'enc_abc', 'enc_live_short', tokenOf(mock, 'encrata', 'revoked')]) {
    const answer = await createCall(mock, 'encrata', token)('GET', webhooks);
    expect(textOf(answer)).toEqual([401, { error: 'unauthorized' }]);
    expect(answer.headers.get('x-ratelimit-limit')).toBe('30');
  }
});

test('shares webhooks among the keys of a workspace and hides them from others', async () => {
  const { id, workspace_id: workspace } = await create();
  expect((await as('second')('GET', `${webhooks}?id=${id}`)).body.workspace_id).toBe(workspace);
  const fresh = createCall(mock, 'encrata', 'enc_live_freshFreshFresh0001');
  for (const stranger of [as('other'), fresh]) {
    expect((await stranger('GET', webhooks)).body).toEqual([]);
    const answers = [
      await stranger('GET', `${webhooks}?id=${id}`),
      await stranger('PUT', webhooks, { id, url: 'https://example.com/mine' }),
      await stranger('DELETE', webhooks, { id }),
      await stranger('POST', `${webhooks}/test`, { id }),
      await stranger('GET', `${webhooks}/deliveries?webhook_id=${id}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect((await stranger('POST', webhooks, input)).body.workspace_id).not.toBe(workspace);
  }
  expect((await call('GET', webhooks)).body).toMatchObject([{ id, url: input.url }]);
});

test('counts 30 requests a minute for each key and says when the next one may come', async () => {
  const rate = ({ headers }: Answer) =>
    ['limit', 'remaining', 'reset'].map((name) => Number(headers.get(`x-ratelimit-${name}`)));
  const end = start / 1000 + 60;
  expect(rate(await call('GET', webhooks))).toEqual([30, 29, end]);
  expect(rate(await call('POST', webhooks, {}))).toEqual([30, 28, end]);
  now += 18_000;
  const burst = await Promise.all(Array.from({ length: 28 }, () => call('GET', webhooks)));
  expect(burst.map(({ status }) => status)).toEqual(burst.map(() => 200));
  expect(burst.map((answer) => rate(answer)[1]).sort((a, b) => a! - b!)).toEqual(burst.map((_, index) => index));
  const refused = await call('DELETE', webhooks, { id: 'any' });
  expect(textOf(refused)).toEqual([429, { error: 'Rate limit exceeded. Please try again later.' }]);
  expect([...rate(refused), refused.headers.get('retry-after')]).toEqual([30, 0, end, '42']);
  expect(rate(await as('second')('GET', webhooks))).toEqual([30, 29, end + 18]);
  now += 41_000;
  expect((await call('GET', webhooks)).headers.get('retry-after')).toBe('1');
  now += 1000;
  const again = await call('GET', webhooks);
  expect([again.status, ...rate(again), again.headers.get('retry-after')]).toEqual([200, 30, 29, end + 60, null]);
});

test('enforces nothing that is not documented: number of webhooks, same URL, private address, same event twice', async () => {
  const free = as('unmetered');
  const body = { url: 'https://127.0.0.1/hook', events: ['credits.low', 'credits.low'], description: 'x'.repeat(5000) };
  const answers = await Promise.all(Array.from({ length: 100 }, () => free('POST', webhooks, body)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect((await free('GET', webhooks)).body).toHaveLength(100);
});

test.each([
  ['exact', 'unmetered', '30'],
  ['headers-only', 'default', '0'],
  ['off', 'default', '30'],
] as const)(
  'refuses nobody with quotas %s and the key %s; 31 requests leave %s',
  async (rateLimits, key, remaining) => {
    await using free = await startMock('encrata', { seed: 7, now: () => now, rateLimits });
    const caller = createCall(free, 'encrata', tokenOf(free, 'encrata', key));
    await Promise.all(Array.from({ length: 30 }, () => caller('GET', webhooks)));
    const { status, headers } = await caller('GET', webhooks);
    const sent = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset', 'retry-after'];
    expect([status, ...sent.map((name) => headers.get(name))]).toEqual([
      200,
      '30',
      remaining,
      String(start / 1000 + 60),
      null,
    ]);
  },
);

test('lets no request choose what the workspace and the clock decide', async () => {
  const own = { secret: 'mine', workspace_id: 'mine', created_by: 'mine', created_at: 'mine', updated_at: 'mine' };
  const { secret, ...created } = await create({ ...input, ...own, id: 'mine', is_active: false });
  expect(created.is_active).toBe(true);
  expect([secret, ...Object.values(created)]).not.toContain('mine');
  await call('PUT', webhooks, { ...own, id: created.id, url: input.url });
  expect((await call('GET', `${webhooks}?id=${created.id}`)).body).toEqual(created);
});

test('takes the id of a delete from the body alone, and of a wrong type from nowhere', async () => {
  const { id } = await create();
  expect(textOf(await call('DELETE', `${webhooks}?id=${id}`))).toEqual([400, { error: 'the body is missing' }]);
  expect(textOf(await call('DELETE', webhooks, { id: 5 }))).toEqual([
    400,
    { error: 'id must be a string, got number' },
  ]);
  expect((await call('GET', webhooks)).body).toHaveLength(1);
});
