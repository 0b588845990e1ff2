import { spawn } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadContract } from '../../../src/contract/load.ts';
import { startMock, type Mock } from '../../../src/mock/start.ts';
import { createCall, tokenOf, type Call } from '../support/call.ts';
import { createControl, type WatchedControl } from './support.ts';

// A contract whose credentials travel in a header, a query and a cookie, and whose answers repeat them.
const keyed = {
  openapi: '3.1.0',
  info: { title: 'Keyed', version: '1' },
  servers: [{ url: 'https://keyed.example.com' }],
  components: {
    securitySchemes: {
      header: { type: 'apiKey', in: 'header', name: 'X-Access' },
      query: { type: 'apiKey', in: 'query', name: 'access' },
      cookie: { type: 'apiKey', in: 'cookie', name: 'session' },
    },
  },
  paths: {
    '/things': {
      post: {
        operationId: 'createThing',
        security: [{ header: [] }, { query: [] }, { cookie: [] }],
        requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
        responses: {
          200: { description: 'ok', content: { 'application/json': { example: { password: 'hunter22' } } } },
        },
      },
    },
  },
};

let mock: Mock;
let control: WatchedControl;
let call: Call;
let token = '';
beforeAll(async () => {
  mock = await startMock([await loadContract('lava'), await loadContract(keyed, { name: 'keyed' })], { seed: 3 });
  control = createControl(mock.url);
  token = tokenOf(mock, 'lava', 'default');
  call = createCall(mock, 'lava', token);
});
beforeEach(() => mock.reset());
afterAll(() => mock?.close());

const url = 'https://example.com/hook';
const list = async (query: object = {}) => (await control.GET('/requests', { params: { query } })).data!;

test('lists requests with what decided, newest first', async () => {
  await call('POST', '/webhooks', { name: 'n', url });
  await call('POST', '/webhooks', { name: 1 });
  await fetch(`${mock.url}/nowhere`);
  expect(await list()).toEqual([
    {
      id: expect.any(Number),
      time: expect.any(String),
      contract: '',
      method: 'GET',
      path: '/nowhere',
      status: 404,
    },
    {
      id: expect.any(Number),
      time: expect.any(String),
      contract: 'lava',
      operation: 'createWebhook',
      key: 'default',
      method: 'POST',
      path: '/lava/v1/webhooks',
      status: 400,
      condition: 'invalid',
      reason: 'url is missing',
    },
    {
      id: expect.any(Number),
      time: expect.any(String),
      contract: 'lava',
      operation: 'createWebhook',
      key: 'default',
      method: 'POST',
      path: '/lava/v1/webhooks',
      status: 201,
    },
  ]);
});

test('filters by contract, operation, status, condition, key, time and number', async () => {
  const second = createCall(mock, 'lava', tokenOf(mock, 'lava', 'second'));
  const revoked = createCall(mock, 'lava', tokenOf(mock, 'lava', 'revoked'));
  await call('GET', '/webhooks');
  await second('POST', '/webhooks', {});
  await revoked('GET', '/webhooks');
  const statuses = async (query: object) => (await list(query)).map(({ status }) => status);
  expect(await statuses({ contract: 'keyed' })).toEqual([]);
  expect(await statuses({ operation: 'listWebhooks' })).toEqual([401, 200]);
  expect(await statuses({ status: '4XX' })).toEqual([401, 400]);
  expect(await statuses({ status: '400' })).toEqual([400]);
  expect(await statuses({ condition: 'unauthenticated' })).toEqual([401]);
  expect(await statuses({ key: 'second' })).toEqual([400]);
  expect(await statuses({ key: tokenOf(mock, 'lava', 'second') })).toEqual([400]);
  expect(await statuses({ key: 'revoked' })).toEqual([401]);
  expect(await statuses({ limit: 2 })).toEqual([401, 400]);
  expect(await statuses({ since: '2999-01-01T00:00:00Z' })).toEqual([]);
  expect(await statuses({ since: '2001-01-01T00:00:00+02:00' })).toEqual([401, 400, 200]);
});

test.each([
  [{ status: 'bad' }, 'The status of a filter must be a status such as 404, a class such as 4XX, or 0 for no answer'],
  [{ limit: 0 }, 'The limit of listRequests must be a whole number from 1 to 1000'],
  [{ since: 'yesterday' }, 'The since of listRequests must be a time such as 2026-01-31T12:00:00Z'],
  [{ contract: 'lavaa' }, 'No contract is named "lavaa"; served are lava, keyed. Did you mean lava?'],
])('refuses the filter %j', async (query, detail) => {
  expect((await control.GET('/requests', { params: { query: query as never } })).error!.detail).toBe(detail);
});

test('shows one request with headers and bodies, and no secret', async () => {
  const { body } = await call('POST', '/webhooks', { name: 'n', url });
  const { id } = (await list())[0]!;
  const { data } = await control.GET('/requests/{id}', { params: { path: { id } } });
  expect(data!.request.headers.authorization).toBe('Bearer [redacted]');
  expect(data!.request.body).toBe(JSON.stringify({ name: 'n', url }));
  expect(JSON.parse(data!.response.body!)).toEqual({ ...body, webhook_secret: '[redacted]' });
  expect((await control.GET('/requests/{id}', { params: { path: { id: 99_999 } } })).error!.detail).toBe(
    'The log has no request 99999; it keeps the last 1000 since it was cleared',
  );
});

test('shows credentials nowhere, whichever way they came', async () => {
  const secrets = [
    'header-credential',
    'query%20credential',
    'query credential',
    'cookie-credential',
    'body-credential',
    'hunter22',
  ];
  const post = (path: string, headers: Record<string, string>, own: string) =>
    fetch(`${mock.urls.keyed}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ api_key: 'body-credential', note: `again: ${own}` }),
    });
  const answers = [
    await post(
      '/things',
      { 'X-Access': 'header-credential', Referer: 'https://x.test/?t=header-credential' },
      'header-credential',
    ),
    await post('/things?access=query%20credential&page=2', {}, 'query credential'),
    await post('/things', { Cookie: 'theme=dark; session=cookie-credential' }, 'cookie-credential'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  await call('POST', '/webhooks', { name: 'n', url });
  const shown = [
    JSON.stringify(
      await Promise.all((await list()).map(({ id }) => control.GET('/requests/{id}', { params: { path: { id } } }))),
    ),
    JSON.stringify((await control.GET('/exports/har')).data),
    (await control.GET('/exports/curl', { parseAs: 'text' })).data!,
    JSON.stringify(mock.toHar()),
    JSON.stringify((await control.GET('/state/{contract}', { params: { path: { contract: 'lava' } } })).data),
  ];
  for (const text of shown)
    for (const secret of [...secrets, token, 'query+credential']) expect(text).not.toContain(secret);
  const { id } = (await list({ contract: 'keyed', limit: 1 }))[0]!;
  const { data } = await control.GET('/requests/{id}', { params: { path: { id } } });
  expect(data!.request.headers.cookie).toBe('theme=[redacted]; session=[redacted]');
});

test('keeps credentials out of what is told of each request', async () => {
  const lines: string[] = [];
  await using told = await startMock('lava', { onRequest: (entry) => lines.push(JSON.stringify(entry)) });
  await createCall(told, 'lava', token)('GET', `/webhooks/${token}?again=${token}`);
  expect(lines).toEqual([expect.stringContaining('"path":"/lava/v1/webhooks/[redacted]"')]);
  expect(lines[0]).not.toContain(token);
});

test('exports HAR with what HAR wants', async () => {
  await call('POST', '/webhooks?x=1&y=a%20b', { name: 1 });
  const { data } = await control.GET('/exports/har', { params: { query: { status: '400' } } });
  expect(data!.log.entries).toHaveLength(1);
  expect(data!.log.entries[0]!.request).toMatchObject({
    method: 'POST',
    url: `${mock.urls.lava}/webhooks?x=1&y=a%20b`,
    queryString: [
      { name: 'x', value: '1' },
      { name: 'y', value: 'a b' },
    ],
    postData: { mimeType: 'application/json', text: '{"name":1}' },
  });
});

test('tells how long an answer took, with what a fault added', async () => {
  await call('GET', '/webhooks');
  await control.POST('/faults', { body: { latency: 40, count: 1 } });
  await call('GET', '/webhooks');
  const { data } = await control.GET('/exports/har');
  const [plain, late] = data!.log.entries.slice(-2);
  expect([plain!.time > 0, late!.time >= 40]).toEqual([true, true]);
  expect(late!.timings).toEqual({ send: 0, wait: late!.time, receive: 0 });
  const { id } = (await list())[0]!;
  expect((await control.GET('/requests/{id}', { params: { path: { id } } })).data!.duration).toBe(late!.time);
});

test('exports curl lines that repeat the requests', async () => {
  await call('POST', '/webhooks', { name: "it's", url });
  await call('GET', '/webhooks');
  const { data } = await control.GET('/exports/curl', { parseAs: 'text' });
  const lines = data!.trimEnd().split('\n');
  expect(lines[0]).toBe('# 2 requests, oldest first; HOOKSPEC_TOKEN holds the credentials');
  mock.reset();
  const script = data!.replaceAll('curl -i', 'curl -s -o /dev/null');
  const child = spawn('sh', ['-c', script], { env: { ...process.env, HOOKSPEC_TOKEN: token } });
  await new Promise((done) => child.once('close', done));
  expect((await list()).map(({ operation, status }) => `${operation} ${status}`)).toEqual([
    'listWebhooks 200',
    'createWebhook 201',
  ]);
});

test('empties the log and goes on counting', async () => {
  await call('GET', '/webhooks');
  const { id } = (await list())[0]!;
  await control.DELETE('/requests');
  expect(await list()).toEqual([]);
  await call('GET', '/webhooks');
  expect((await list()).map((entry) => entry.id)).toEqual([id + 1]);
});
