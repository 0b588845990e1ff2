import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMock, type Mock } from '../../src/mock/start.ts';
import { createCall, tokenOf } from './support/call.ts';

// What holds for every contract: requests that no schema describes get a documented answer or a clear one, never a hang.
let mock: Mock;
const contracts = [
  { name: 'lava', path: '/webhooks', invalid: 400 },
  { name: 'encrata', path: '/api/webhooks', invalid: 400 },
  { name: 'agentmessage', path: '/v1/webhooks', invalid: 422 },
  { name: 'leadlex', path: '/v1/webhooks', invalid: 400 },
] as const;

beforeAll(async () => {
  mock = await startMock(
    contracts.map(({ name }) => name),
    { seed: 3, rateLimits: 'off', maxBody: 1000 },
  );
});
afterAll(() => mock?.close());
const caller = (name: string) => createCall(mock, name, tokenOf(mock, name, 'default'));

test.each(contracts)(
  'answers unreadable bodies of $name with an error that says why',
  async ({ name, path, invalid }) => {
    const call = caller(name);
    const malformed = await call('POST', path, '{"url": ');
    expect(malformed.status).toBe(invalid);
    expect(JSON.stringify(malformed.body)).toContain('JSON');
    expect((await call('POST', path)).status).toBe(invalid);
    const bytes = await fetch(mock.urls[name]! + path, {
      method: 'POST',
      headers: { Authorization: `Bearer ${tokenOf(mock, name, 'default')}`, 'Content-Type': 'application/json' },
      body: new Uint8Array([0x7b, 0xff, 0x7d]),
    });
    expect([bytes.status, (await bytes.text()).includes('UTF-8')]).toEqual([invalid, true]);
    const typed = await call('POST', path, 'a=b', { 'Content-Type': 'text/plain' });
    expect([invalid, 415]).toContain(typed.status);
    expect(JSON.stringify(typed.body)).toContain('text/plain');
    const charset = await call('POST', path, '{}', { 'Content-Type': 'application/json; charset=utf-16' });
    expect(JSON.stringify(charset.body)).toContain('utf-16');
  },
);

test.each(contracts)('answers unknown paths and methods of $name', async ({ name, path }) => {
  const call = caller(name);
  const unknown = await call('GET', `${path}x`);
  expect([unknown.status, unknown.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
  expect((await call('GET', `${path}/`)).status).toBe(404);
  const method = await call('OPTIONS', path);
  expect([method.status, method.headers.get('allow')]).toEqual([204, expect.stringContaining('POST')]);
  const wrong = await call('PROPFIND', path);
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, expect.stringMatching(/GET.*OPTIONS/)]);
});

test('serves HEAD as GET without a body', async () => {
  const head = await caller('lava')('HEAD', '/webhooks');
  expect([head.status, head.body, Number(head.headers.get('content-length')) > 10]).toEqual([200, undefined, true]);
});

test('says where the contracts are when nothing is served at a path', async () => {
  const response = await fetch(`${mock.url}/nothing/here`);
  expect(await response.json()).toEqual({
    title: 'Not Found',
    status: 404,
    detail:
      'Nothing is served at /nothing/here; the contracts are at /lava/v1, /encrata, /agentmessage, /leadlex/functions/v1/api-gateway',
  });
  expect(await (await fetch(`${mock.url}/lava/v2/webhooks`)).json()).toMatchObject({
    detail: 'lava is served under /lava/v1, not /lava/v2/webhooks',
  });
});

test('answers 413 for a body over the limit, with and without a declared length', async () => {
  const call = caller('lava');
  const long = JSON.stringify({ name: 'x'.repeat(2000), url: 'https://example.com' });
  expect((await call('POST', '/webhooks', long)).status).toBe(413);
  const chunked = await fetch(`${mock.urls.lava}/webhooks`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${tokenOf(mock, 'lava', 'default')}`, 'Content-Type': 'application/json' },
    body: new Blob([long]).stream(),
    duplex: 'half',
  } as RequestInit);
  expect(chunked.status).toBe(413);
  expect((await call('GET', '/webhooks')).status).toBe(200);
});

test('answers a second request on a connection whose first one failed early', async () => {
  const request = (body: string) =>
    `POST /lava/v1/webhooks HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const answers = await exchange(request('{"name":') + request('{}'));
  expect(answers.match(/HTTP\/1\.1 401/g)).toHaveLength(2);
});

test('lets a page of another origin call it, preflight included', async () => {
  const origin = 'https://app.example.com';
  const preflight = await fetch(`${mock.urls.lava}/webhooks`, {
    method: 'OPTIONS',
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,content-type',
    },
  });
  expect([
    preflight.status,
    preflight.headers.get('access-control-allow-origin'),
    preflight.headers.get('access-control-allow-headers'),
  ]).toEqual([204, origin, 'authorization,content-type']);
  const answer = await caller('agentmessage')('GET', '/v1/webhooks', undefined, { Origin: origin });
  expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
  expect(answer.headers.get('access-control-expose-headers')).toContain('X-Request-Id');
});

test('never exceeds a limit under 50 concurrent creates', async () => {
  const call = createCall(mock, 'lava', 'aks_test_concurrent0000001');
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      call('POST', '/webhooks', { name: `n${index}`, url: 'https://example.com' }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(3).fill(201), ...Array(47).fill(400)]);
  expect((await call('GET', '/webhooks')).body.data).toHaveLength(3);
});

test('answers by Prism where the request has Prefer, and everything with the engine prism', async () => {
  const call = caller('lava');
  const body = { name: 'n', url: 'https://example.com' };
  const limit = await call('POST', '/webhooks', body, { Prefer: 'code=400, example=limitReached' });
  expect([limit.status, limit.body.error.message]).toEqual([400, 'Webhook limit reached (max 3)']);
  expect((await call('GET', '/webhooks', undefined, { Prefer: 'dynamic=true' })).status).toBe(200);
  expect((await call('GET', '/webhooks', undefined, { Prefer: 'code=abc' })).status).toBe(422);
  await using prism = await startMock('lava', { engine: 'prism' });
  const withPrism = createCall(prism, 'lava', 'any-token');
  expect((await withPrism('POST', '/webhooks', body)).status).toBe(201);
  expect((await withPrism('POST', '/webhooks', '{"name":')).status).toBe(400);
  expect((await createCall(prism, 'lava', undefined)('GET', '/webhooks')).status).toBe(401);
}, 30_000);

test('repeats ids and secrets with the same seed and not with another', async () => {
  const make = async (seed: number) => {
    await using seeded = await startMock('lava', { seed });
    const { body } = await createCall(seeded, 'lava', 'aks_test_seeded0000000001')('POST', '/webhooks', {
      name: 'n',
      url: 'https://example.com',
    });
    return [body.webhook_id, body.webhook_secret];
  };
  const [first, again, other] = [await make(1), await make(1), await make(2)];
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

function exchange(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(mock.port, '127.0.0.1', () => socket.write(text));
    let received = '';
    socket.setTimeout(5000, () => reject(new Error(`no second answer; received ${received}`)));
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString();
      if ((received.match(/HTTP\/1\.1/g) ?? []).length === 2) socket.end();
    });
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
  });
}

test('keeps the connection open after answers to requests without a body', async () => {
  await using mock = await startMock('lava');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ports = new Set<number | undefined>();
  for (const method of ['GET', 'POST', 'HEAD', 'OPTIONS', 'GET']) {
    const connection = await new Promise<string | undefined>((resolve, reject) => {
      const sent = request(`${mock.urls.lava}/webhooks`, { agent, method }, (response) => {
        ports.add(response.socket.localPort);
        response.resume().on('end', () => resolve(response.headers.connection));
      });
      sent.on('error', reject).end();
    });
    expect([method, connection]).toEqual([method, 'keep-alive']);
  }
  agent.destroy();
  expect(ports.size).toBe(1);
});
