import { request, type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMock, type Mock } from '../../../src/mock/start.ts';

const TOKEN = 'a-token-of-sixteen-characters';
let closed: Mock;
let open: Mock;
beforeAll(async () => {
  closed = await startMock('lava');
  open = await startMock('lava', { host: '0.0.0.0', controlToken: TOKEN });
});
afterAll(async () => {
  await closed?.close();
  await open?.close();
});

type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

function ask(mock: Mock, headers: Record<string, string>, method = 'GET', path = '/contracts'): Promise<Answer> {
  return new Promise((done, fail) => {
    const options = { host: '127.0.0.1', port: mock.port, method, path: `/_hookspec${path}`, headers };
    const outgoing = request(options, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => void (body += chunk.toString()));
      response.on('end', () => done({ status: response.statusCode!, headers: response.headers, body }));
    });
    outgoing.on('error', fail).end();
  });
}

test.each([
  ['a name that somebody could have registered', { Host: 'evil.example.com' }],
  ['a name that only begins like this machine', { Host: 'localhost.evil.example.com' }],
  ['an address of another machine', { Host: '192.168.1.5:4010' }],
  ['a name without a dot', { Host: 'mock:4010' }],
  ['a page of another site', { Origin: 'https://evil.example.com' }],
  ['a page that hides where it comes from', { Origin: 'null' }],
])('refuses %s', async (_, headers) => {
  const { status, headers: answered } = await ask(closed, headers);
  expect([status, answered['access-control-allow-origin']]).toEqual([403, undefined]);
});

test.each([['localhost:4010'], ['127.0.0.1'], ['127.9.9.9:80'], ['[::1]:4010'], ['LOCALHOST']])(
  'answers under the name %s',
  async (name) => {
    expect((await ask(closed, { Host: name })).status).toBe(200);
  },
);

test('lets pages of this machine read answers and ask beforehand', async () => {
  const Origin = 'http://localhost:5173';
  expect((await ask(closed, { Origin })).headers['access-control-allow-origin']).toBe(Origin);
  const asked = { Origin, 'Access-Control-Request-Method': 'DELETE' };
  const { status, headers } = await ask(closed, asked, 'OPTIONS', '/faults');
  expect([status, headers['access-control-allow-origin'], headers['access-control-allow-methods']]).toEqual([
    204,
    Origin,
    'DELETE',
  ]);
  const evil = { ...asked, Origin: 'https://evil.example.com' };
  expect((await ask(closed, evil, 'OPTIONS', '/faults')).status).toBe(403);
});

test('wants the token where others reach the mock, for everything but health', async () => {
  const Authorization = `Bearer ${TOKEN}`;
  expect((await ask(open, {}, 'GET', '/health')).status).toBe(200);
  expect((await ask(open, { Authorization })).status).toBe(200);
  const refused = [
    {},
    { Authorization: 'Bearer wrong' },
    { Authorization: `Bearer ${TOKEN}x` },
    { Authorization: TOKEN },
  ];
  for (const headers of refused) {
    const answer = await ask(open, headers as Record<string, string>);
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer realm="hookspec control"']);
  }
  expect((await ask(open, {}, 'GET', '/nothing')).status).toBe(401);
});

test.each([
  ['192.168.1.5:4010', 200],
  ['[fe80::1]:4010', 200],
  ['mock:4010', 200],
  ['evil.example.com', 403],
])('holds the Host %s against rebinding although the token is right', async (Host, status) => {
  expect((await ask(open, { Host, Authorization: `Bearer ${TOKEN}` })).status).toBe(status);
});

test('shows the token nowhere', async () => {
  const Authorization = `Bearer ${TOKEN}`;
  for (const path of ['/contracts', '/requests', '/state', '/exports/har']) {
    expect((await ask(open, { Authorization }, 'GET', path)).body).not.toContain(TOKEN);
  }
});

test('reads a snapshot that is longer than other bodies may be, and nothing above 32 MiB', async () => {
  const put = (body: string) =>
    fetch(`${closed.url}/_hookspec/snapshots/long`, { method: 'PUT', body: body.padEnd(2 * 1024 * 1024) });
  const snapshot = { hookspec: 'snapshot', version: 1, savedAt: '2026-01-01T00:00:00Z', contracts: {} };
  expect((await put(JSON.stringify(snapshot))).status).toBe(200);
  const announced = { 'Content-Length': String(33 * 1024 * 1024), Connection: 'close' };
  expect((await ask(closed, announced, 'PUT', '/snapshots/long')).status).toBe(413);
});

test('names its paths and methods where a call misses them', async () => {
  const missed = await ask(closed, {}, 'GET', '/fault');
  expect(missed.status).toBe(404);
  expect(JSON.parse(missed.body).detail).toMatch(
    /^The control API has no \/_hookspec\/fault; below \/_hookspec it has \/health, /,
  );
  const wrong = await ask(closed, {}, 'PATCH', '/faults');
  expect([wrong.status, wrong.headers.allow]).toEqual([405, 'GET, POST, DELETE']);
});
