import { describe, expect, test } from 'vitest';
import { createLavaClient } from '../../generated/lava/client.ts';
import { loadContract } from '../../src/contract/load.ts';
import type { FaultSpec } from '../../src/mock/faults/fault.ts';
import { createMockHandler as createPureHandler } from '../../src/mock/handler.ts';
import { createMockHandler } from '../../src/mock/node-handler.ts';
import { startMock } from '../../src/mock/start.ts';
import { createScheduler } from './faults/scheduler.ts';
import { startReceiver } from './support/receiver.ts';

const lava = await loadContract('lava');
const now = () => Date.parse('2026-05-04T09:30:00Z');
const token = 'aks_test_handlerHandler01';
const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
const body = (name: string) => JSON.stringify({ name, url: 'https://example.com/hook' });

test("answers the provider's own URLs and the paths of a mock server from one state", async () => {
  const handler = createMockHandler(lava, { seed: 1 });
  const init = { method: 'POST', headers, body: body('one') };
  const created = await handler(new Request('https://api.lava.so/v1/webhooks', init));
  expect([created.status, created.headers.get('content-type')]).toEqual([201, 'application/json']);
  const { webhook_id } = (await created.json()) as { webhook_id: string };
  const read = await handler(new Request(`http://any.example/lava/v1/webhooks/${webhook_id}`, { headers }));
  expect(await read.json()).toMatchObject({ webhook_id, name: 'one' });
  expect(handler.servers).toEqual(['https://api.lava.so/v1']);
  expect(['https://api.lava.so/v1/x', 'https://api.lava.so/v12', 'http://api.lava.so/v1'].map(handler.serves)).toEqual([
    true,
    false,
    false,
  ]);
});

test('stands in for fetch in a generated client that keeps its own base URL', async () => {
  const client = createLavaClient({ token, fetch: createMockHandler(lava) });
  const names = ['one', 'two', 'three', 'four'];
  const statuses: number[] = [];
  for (const name of names) {
    const { response } = await client.POST('/webhooks', { body: { name, url: 'https://example.com/hook' } });
    statuses.push(response.status);
  }
  expect(statuses).toEqual([201, 201, 201, 400]);
  const { data } = await client.GET('/webhooks');
  expect(data!.data.map(({ name }) => name).sort()).toEqual(['one', 'three', 'two']);
});

test('answers as the mock on a port does, header by header and byte by byte', async () => {
  const options = { seed: 5, now };
  await using mock = await startMock(lava, options);
  const handler = createMockHandler(lava, options);
  const requests: [string, string, RequestInit?][] = [
    ['POST', '/webhooks', { body: body('one') }],
    ['GET', '/webhooks?limit=1'],
    ['HEAD', '/webhooks'],
    ['POST', '/webhooks', { body: '{' }],
    ['POST', '/webhooks', { body: '{}' }],
    ['POST', '/webhooks', { body: '<a/>', headers: { ...headers, 'Content-Type': 'text/xml' } }],
    ['GET', '/webhooks', { headers: {} }],
    ['GET', '/webhooks', { headers: { ...headers, Origin: 'https://app.example' } }],
    ['OPTIONS', '/webhooks', { headers: { Origin: 'https://app.example', 'Access-Control-Request-Method': 'POST' } }],
    ['PATCH', '/webhooks'],
    ['GET', '/nothing'],
    ['GET', '/webhooks/%20%2F'],
  ];
  const connection = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding']);
  const show = async (response: Response) => ({
    status: response.status,
    headers: [...response.headers].filter(([name]) => !connection.has(name)),
    body: await response.text(),
  });
  for (const [method, path, init] of requests) {
    const sent = { headers, ...init, method };
    const overHttp = await show(await fetch(mock.urls['lava'] + path, sent));
    const inProcess = await show(await handler(`https://api.lava.so/v1${path}`, sent));
    expect({ method, path, ...inProcess }).toEqual({ method, path, ...overHttp });
  }
});

test('refuses a body that is too long, whether its length is announced or not', async () => {
  const handler = createMockHandler(lava, { maxBody: 10 });
  const url = 'https://api.lava.so/v1/webhooks';
  const long = body('a name that is too long');
  const stream = () => new Blob([long]).stream();
  const announced = { ...headers, 'Content-Length': String(long.length) };
  const inits = [
    { headers: announced, body: stream(), duplex: 'half' },
    { headers, body: stream(), duplex: 'half' },
    { headers, body: long },
  ];
  const answers = await Promise.all(inits.map((init) => handler(url, { method: 'POST', ...init } as RequestInit)));
  expect(answers.map(({ status }) => status)).toEqual([413, 413, 413]);
});

test('shows its state, and forgets it on reset', async () => {
  const handler = createMockHandler(lava);
  await handler('https://api.lava.so/v1/webhooks', { method: 'POST', headers, body: body('one') });
  const { store } = handler.app.mounts.get('lava')!.context;
  const count = () => store.export().tenants.flatMap(({ resources }) => resources['webhook'] ?? []).length;
  expect([count(), handler.app.requests.list().map(({ operation }) => operation)]).toEqual([1, ['createWebhook']]);
  handler.reset();
  expect([count(), handler.app.requests.list()]).toEqual([0, []]);
});

test('answers the control API on a host that is no provider', async () => {
  const handler = createMockHandler(lava);
  const health = await handler('http://mock/_hookspec/health');
  expect([health.status, ((await health.json()) as { status: string }).status]).toEqual([200, 'ok']);
  expect((await handler('http://mock/_hookspec/requests')).status).toBe(200);
  expect((await handler('https://api.lava.so/_hookspec/health')).status).toBe(404);
});

test('serves one contract under a base URL of choice', async () => {
  const handler = createMockHandler(lava, { baseUrl: 'https://staging.example/hooks/' });
  expect(handler.servers).toEqual(['https://staging.example/hooks']);
  expect((await handler('https://staging.example/hooks/webhooks', { headers })).status).toBe(200);
  expect(handler.serves('https://api.lava.so/v1/webhooks')).toBe(false);
});

test('serves several contracts, each at its own URLs', async () => {
  const encrata = await loadContract('encrata');
  const handler = createMockHandler([lava, encrata]);
  const answers = [await handler('https://api.lava.so/v1/webhooks'), await handler('https://encrata.com/nothing')];
  expect(answers.map(({ status }) => status)).toEqual([401, 404]);
  expect(handler.app.requests.list().map(({ contract }) => contract)).toEqual(['encrata', 'lava']);
});

test('refuses contracts of one name, and options for one contract with several', async () => {
  const encrata = await loadContract('encrata');
  expect(() => createMockHandler([lava, lava])).toThrow('Two contracts have the name lava; give one another `name`');
  expect(() => createMockHandler([lava, encrata], { baseUrl: 'https://a.example' })).toThrow(
    '`baseUrl` is for one contract, and 2 were given',
  );
  expect(() => createMockHandler([lava, encrata], { compat: 'prism' })).toThrow(
    '`compat` is for one contract, and 2 were given',
  );
});

test('delivers to receivers of this machine in Node, and records a refusal where there is no network', async () => {
  await using receiver = await startReceiver();
  const outcomes: (string | null)[][] = [];
  for (const create of [createMockHandler, createPureHandler]) {
    const handler = create(lava, { seed: 1 });
    const url = `http://127.0.0.1:${receiver.port}/in`;
    await handler('http://mock/lava/v1/webhooks', {
      method: 'POST',
      headers,
      body: JSON.stringify({ name: 'one', url }),
    });
    await handler('http://mock/_hookspec/trigger', {
      method: 'POST',
      body: JSON.stringify({ contract: 'lava', event: 'customer.created' }),
    });
    const [attempt] = handler.app.log.attempts();
    outcomes.push([attempt!.outcome, attempt!.errorDetail]);
  }
  expect(outcomes).toEqual([
    ['success', null],
    ['refused', 'this mock sends nothing: it runs where it has no network of its own, as in a browser'],
  ]);
  expect(receiver.received.length).toBe(1);
});

describe('with faults', () => {
  const url = 'https://api.lava.so/v1/webhooks';
  const setUp = (fault: FaultSpec) => {
    const time = createScheduler();
    const handler = createPureHandler(lava, { seed: 1 }, {}, time.scheduler);
    handler.app.faults.add(fault);
    return { time, call: (init?: RequestInit) => handler(url, { headers, ...init }) };
  };

  test('waits as long as a latency says', async () => {
    const { time, call } = setUp({ latency: 250 });
    const [waited, answer] = await Promise.all([time.next(), call()]);
    expect([waited, answer.status]).toEqual([250, 200]);
  });

  test('rejects as fetch does when the connection is reset, or silent until the end', async () => {
    const message = 'fetch failed: the mock ended the connection, as a fault asks';
    await expect(setUp({ connection: 'reset' }).call()).rejects.toThrow(new TypeError(message));
    const { time, call } = setUp({ connection: 'drop' });
    const [waited, ending] = await Promise.all([time.next(), call().catch((error: unknown) => error)]);
    expect([waited, ending]).toEqual([300_000, new TypeError(message)]);
  });

  test('rejects with the reason of the signal when the caller gives up', async () => {
    const { time, call } = setUp({ connection: 'drop' });
    const controller = new AbortController();
    const answer = call({ signal: controller.signal }).catch((error: unknown) => error);
    await time.scheduled();
    controller.abort(new Error('enough'));
    expect(await answer).toEqual(new Error('enough'));
    expect(time.pending()).toBe(0);
    await expect(call({ signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before');
  });

  test('sends a slow body piece by piece, whole in the end', async () => {
    const { time, call } = setUp({ bytesPerSecond: 100 });
    const answer = await call();
    const length = Number(answer.headers.get('content-length'));
    const text = answer.text();
    const waited: number[] = [];
    for (let piece = 1; piece < Math.ceil(length / 10); piece++) waited.push(await time.next());
    expect(await text).toHaveLength(length);
    expect(new Set(waited)).toEqual(new Set([100]));
  });

  test('ends a truncated body with an error, after the length was announced', async () => {
    const answer = await setUp({ body: 'truncated' }).call();
    expect([answer.status, Number(answer.headers.get('content-length')) > 0]).toEqual([200, true]);
    await expect(answer.text()).rejects.toThrow(new TypeError('terminated: the mock cut the body, as a fault asks'));
  });

  test('answers a status of choice, and rejects with those that no response can have', async () => {
    expect((await setUp({ status: 503 }).call()).status).toBe(503);
    await expect(setUp({ status: 103 }).call()).rejects.toThrow(
      new TypeError('fetch failed: a response cannot have the status 103'),
    );
  });
});
