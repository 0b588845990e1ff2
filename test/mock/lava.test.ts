import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLavaClient } from '../../generated/lava/client.ts';
import { startMock, type Mock } from '../../src/mock/start.ts';
import { createCall, tokenOf, type Answer, type Call } from './support/call.ts';
import { startReceiver } from './support/receiver.ts';

const start = Date.parse('2026-05-04T09:30:00Z');
let now = start;
let mock: Mock;
let call: Call;
const as = (key: string) => createCall(mock, 'lava', tokenOf(mock, 'lava', key));
const input = { name: 'Production Webhook', url: 'https://your-app.example.com/webhooks/lava' };
const create = async (body: object = input) => (await call('POST', '/webhooks', body)).body as Record<string, string>;
const errorOf = ({ status, body }: Answer) => [status, body.error.status, body.error.code];
const namesOf = ({ body }: Answer) => body.data.map((webhook: { name: string }) => webhook.name);

beforeAll(async () => {
  mock = await startMock('lava', { seed: 7, now: () => now });
  call = as('default');
});
beforeEach(() => {
  now = start;
  mock.reset();
});
afterAll(() => mock?.close());

test('serves the generated client through the life of a webhook', async () => {
  const client = createLavaClient({ baseUrl: mock.urls.lava!, token: tokenOf(mock, 'lava', 'default') });
  const created = await client.POST('/webhooks', { body: input });
  expect(created.response.status).toBe(201);
  const { webhook_secret, ...rest } = created.data!;
  expect(webhook_secret).toMatch(/^[0-9a-f]{64}$/);
  expect(rest).toEqual({
    webhook_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    ...input,
    created_at: '2026-05-04T09:30:00Z',
  });
  const path = { params: { path: { id: rest.webhook_id } } };
  expect((await client.GET('/webhooks/{id}', path)).data).toEqual(rest);
  expect((await client.GET('/webhooks')).data).toEqual({ data: [rest], has_more: false });
  now += 60_000;
  const renamed = await client.PATCH('/webhooks/{id}', { ...path, body: { name: 'Staging Webhook' } });
  expect([renamed.response.status, renamed.data]).toEqual([200, { ...rest, name: 'Staging Webhook' }]);
  const moved = await client.PATCH('/webhooks/{id}', { ...path, body: { url: 'https://example.com/moved' } });
  expect(moved.data).toEqual({ ...rest, name: 'Staging Webhook', url: 'https://example.com/moved' });
  const deleted = await client.DELETE('/webhooks/{id}', path);
  expect([deleted.response.status, deleted.data]).toEqual([200, { id: rest.webhook_id, deleted: true }]);
  expect((await client.GET('/webhooks')).data).toEqual({ data: [], has_more: false });
});

test('shows the secret in the answer of create and in no other', async () => {
  const { webhook_id: id } = await create();
  for (const answer of [
    await call('GET', `/webhooks/${id}`),
    await call('GET', '/webhooks'),
    await call('PATCH', `/webhooks/${id}`, { url: 'https://example.com/elsewhere' }),
    await call('DELETE', `/webhooks/${id}`),
  ]) {
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([200, expect.not.stringContaining('secret')]);
  }
});

test('accepts three webhooks of 50 that are created at once, and a fourth after one is gone', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => call('POST', '/webhooks', input)));
  const accepted = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => status !== 201);
  expect(new Set(accepted.map(({ body }) => body.webhook_id)).size).toBe(3);
  expect(refused.map(({ status, body }) => ({ status, body }))).toEqual(
    Array.from({ length: 47 }, () => ({
      status: 400,
      body: { error: { message: 'Webhook limit reached (max 3)', code: 'webhook_limit_reached', status: 400 } },
    })),
  );
  expect((await as('second')('POST', '/webhooks', input)).status).toBe(400);
  expect((await as('other')('POST', '/webhooks', input)).status).toBe(201);
  await call('DELETE', `/webhooks/${accepted[0]!.body.webhook_id}`);
  expect((await call('POST', '/webhooks', input)).status).toBe(201);
});

test('pages a list by cursor, and goes on where it stopped when the last row is gone', async () => {
  const ids: string[] = [];
  for (const name of ['first', 'second', 'third']) ids.push((await create({ ...input, name })).webhook_id!);
  const two = await call('GET', '/webhooks?limit=2');
  expect([namesOf(two), two.body.has_more]).toEqual([['first', 'second'], true]);
  const rest = await call('GET', `/webhooks?limit=2&cursor=${two.body.next_cursor}`);
  expect([namesOf(rest), rest.body.has_more]).toEqual([['third'], false]);
  expect(rest.body).not.toHaveProperty('next_cursor');
  await call('DELETE', `/webhooks/${ids[1]}`);
  expect(namesOf(await call('GET', `/webhooks?cursor=${two.body.next_cursor}`))).toEqual(['third']);
  expect(namesOf(await call('GET', '/webhooks'))).toEqual(['first', 'third']);
});

test.each(['limit=0', 'limit=101', 'limit=two', 'cursor=made-up'])('refuses the list query %s', async (query) => {
  const answer = await call('GET', `/webhooks?${query}`);
  expect(answer.body).toEqual({
    error: {
      message: expect.any(String),
      code: 'invalid_query_parameters',
      status: 400,
      issues: [{ path: [query.split('=')[0]], message: expect.any(String) }],
    },
  });
  expect(answer.status).toBe(400);
});

test('names each property of a body that is wrong, by its path', async () => {
  const issues = async (method: string, path: string, body: unknown) => {
    const answer = await call(method, path, body);
    expect(errorOf(answer)).toEqual([400, 400, 'invalid_request_body']);
    return answer.body.error.issues;
  };
  expect(await issues('POST', '/webhooks', {})).toEqual([
    { path: ['name'], message: 'is missing' },
    { path: ['url'], message: 'is missing' },
  ]);
  expect(await issues('POST', '/webhooks', { ...input, url: 'no url' })).toEqual([
    { path: ['url'], message: expect.any(String) },
  ]);
  expect(await issues('POST', '/webhooks', [])).toEqual([{ path: [], message: expect.any(String) }]);
  const { webhook_id: id } = await create();
  expect(await issues('PATCH', `/webhooks/${id}`, { name: 5 })).toEqual([
    { path: ['name'], message: expect.any(String) },
  ]);
  expect((await call('GET', `/webhooks/${id}`)).body).toMatchObject(input);
});

test('answers a body that is no JSON like an invalid one', async () => {
  expect(errorOf(await call('POST', '/webhooks', '{"name"'))).toEqual([400, 400, 'invalid_request_body']);
});

test('answers an unknown id with 404, also a second delete', async () => {
  const { webhook_id: id } = await create();
  await call('DELETE', `/webhooks/${id}`);
  for (const [method, body] of [['GET'], ['PATCH', {}], ['DELETE']] as const) {
    expect(errorOf(await call(method, `/webhooks/${id}`, body))).toEqual([404, 404, 'webhook_not_found']);
  }
});

test('refuses missing, wrong and revoked keys', async () => {
  for (const token of [undefined, 'wrong', 'aks_abc', 'aks_test_short', tokenOf(mock, 'lava', 'revoked')]) {
    const answer = await createCall(mock, 'lava', token)('GET', '/webhooks');
    expect(errorOf(answer)).toEqual([401, 401, 'invalid_credentials']);
  }
});

test('shares webhooks among the keys of a merchant and hides them from others', async () => {
  const { webhook_id: id } = await create();
  expect((await as('second')('GET', `/webhooks/${id}`)).status).toBe(200);
  const fresh = createCall(mock, 'lava', 'aks_test_freshFreshFresh0001');
  for (const stranger of [as('other'), fresh]) {
    expect((await stranger('GET', '/webhooks')).body).toEqual({ data: [], has_more: false });
    for (const [method, body] of [['GET'], ['PATCH', { name: 'mine' }], ['DELETE']] as const) {
      expect((await stranger(method, `/webhooks/${id}`, body)).status).toBe(404);
    }
  }
  expect((await call('GET', `/webhooks/${id}`)).body.name).toBe(input.name);
});

test('enforces nothing that is not documented: same URL, http, private address, empty update, quota', async () => {
  await create();
  for (const url of [input.url, 'http://127.0.0.1/hook']) {
    expect((await call('POST', '/webhooks', { name: '', url, events: ['x'] })).status).toBe(201);
  }
  const [{ webhook_id: id, name }] = (await call('GET', '/webhooks')).body.data;
  expect((await call('PATCH', `/webhooks/${id}`, {})).body.name).toBe(name);
  const answers = await Promise.all(Array.from({ length: 1001 }, () => call('GET', '/webhooks')));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect([...answers[0]!.headers.keys()].filter((header) => /rate/.test(header))).toEqual([]);
});

test('says in a 401 and in a 404 what is wrong, and lists no issues', async () => {
  const errors = [
    await createCall(mock, 'lava', undefined)('GET', '/webhooks'),
    await createCall(mock, 'lava', 'aks_test_short')('GET', '/webhooks'),
    await as('revoked')('GET', '/webhooks'),
    await call('GET', '/webhooks/nope'),
  ].map(({ body }) => body);
  const refused = { code: 'invalid_credentials', status: 401 };
  expect(errors).toEqual([
    { error: { message: 'The Authorization header is missing', ...refused } },
    { error: { message: 'The key is not known', ...refused } },
    { error: { message: 'The key has been revoked', ...refused } },
    { error: { message: 'No webhook has the id "nope"', code: 'webhook_not_found', status: 404 } },
  ]);
});

test('lets no request choose the id, the secret or the time of a webhook', async () => {
  const own = { webhook_id: 'mine', webhook_secret: 'mine', created_at: '2000-01-01T00:00:00Z' };
  const { webhook_secret: secret, ...created } = await create({ ...input, ...own });
  expect(created).toEqual({ webhook_id: expect.any(String), ...input, created_at: '2026-05-04T09:30:00Z' });
  expect([created.webhook_id, secret]).not.toContain('mine');
  expect((await call('PATCH', `/webhooks/${created.webhook_id}`, own)).body).toEqual(created);
});

test('forwards the deliveries of a public URL, and dials no other', async () => {
  await using receiver = await startReceiver();
  const forward = [{ from: 'https://your-app.example.com', to: `http://127.0.0.1:${receiver.port}` }];
  await using forwarding = await startMock('lava', { seed: 7, now: () => now, forward });
  const merchant = createCall(forwarding, 'lava', tokenOf(forwarding, 'lava', 'default'));
  const { body: webhook } = await merchant('POST', '/webhooks', input);
  await merchant('POST', '/webhooks', { ...input, url: 'https://elsewhere.example.com/' });
  const triggered = await fetch(`${forwarding.url}/_hookspec/trigger`, {
    method: 'POST',
    body: JSON.stringify({ contract: 'lava', event: 'customer.deleted' }),
  });
  const { attempts } = (await triggered.json()) as { attempts: { url: string; outcome: string }[] };
  expect(attempts.map(({ url, outcome }) => [url, outcome])).toEqual([
    [input.url, 'success'],
    ['https://elsewhere.example.com/', 'refused'],
  ]);
  expect(receiver.received).toHaveLength(1);
  const { headers, body } = receiver.received[0]!;
  expect(JSON.parse(body).event).toBe('customer.deleted');
  expect(headers['x-webhook-signature']).toBe(createHmac('sha256', webhook.webhook_secret).update(body).digest('hex'));
});
