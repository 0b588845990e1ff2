import { once } from 'node:events';
import { connect } from 'node:net';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadContract } from '../../../src/contract/load.ts';
import { createMockApp, type MockApp } from '../../../src/mock/app.ts';
import { createNodeServer } from '../../../src/mock/server.ts';
import { LONGEST_SILENCE } from '../../../src/mock/faults/send-faulty.ts';
import { createScheduler } from './scheduler.ts';

const contract = await loadContract('lava');
const token = contract.behaviour.keys!.list.find(({ name }) => name === 'default')!.token;
const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
const webhook = JSON.stringify({ name: 'n', url: 'https://example.com/hook' });

let app: MockApp;
let server: ReturnType<typeof createNodeServer>;
let time: ReturnType<typeof createScheduler>;
let port = 0;

beforeEach(async () => {
  app = createMockApp([contract], { seed: 1 });
  time = createScheduler();
  server = createNodeServer(app.serve, 1024 * 1024, time.scheduler);
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
});

type Outcome = { status?: number; body?: string; type?: string; error?: string };

function send(method = 'GET', path = '/webhooks', body = ''): Promise<Outcome> {
  return new Promise((done) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path: `/lava/v1${path}`, headers }, (response) => {
      const outcome: Outcome = { status: response.statusCode!, type: response.headers['content-type'] ?? '', body: '' };
      response.on('data', (chunk: Buffer) => void (outcome.body += chunk.toString()));
      response.on('end', () => done(outcome));
      response.on('error', (error: NodeJS.ErrnoException) => done({ ...outcome, error: error.code ?? error.message }));
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => done({ error: error.code ?? error.message }));
    outgoing.end(body);
  });
}

const count = () =>
  app.mounts
    .get('lava')!
    .export()
    .tenants.flatMap(({ resources }) => resources.webhook).length;

test('answers a status with the example of the contract, and the request has no effect', async () => {
  app.faults.add({ operation: 'createWebhook', status: 404 });
  const answered = await send('POST', '/webhooks', webhook);
  expect(answered).toMatchObject({ status: 404, type: 'application/json' });
  expect(Object.keys(JSON.parse(answered.body!))).toEqual(['error']);
  expect(count()).toBe(0);
  expect((await send()).status).toBe(200);
});

test('answers a status that the contract does not document with a problem', async () => {
  app.faults.add({ status: 503 });
  expect(await send()).toEqual({
    status: 503,
    type: 'application/problem+json',
    body: '{"title":"Fault","status":503,"detail":"A fault that was set through the control API answers this"}',
  });
});

test('lets the request take effect where the fault says so', async () => {
  app.faults.add({ operation: 'createWebhook', status: 503, applied: true });
  expect((await send('POST', '/webhooks', webhook)).status).toBe(503);
  expect(count()).toBe(1);
});

test('resets the connection', async () => {
  app.faults.add({ connection: 'reset', count: 1 });
  expect(await send()).toEqual({ error: 'ECONNRESET' });
  expect((await send()).status).toBe(200);
});

test('resets the connection after the request took effect', async () => {
  app.faults.add({ connection: 'reset', applied: true });
  expect(await send('POST', '/webhooks', webhook)).toEqual({ error: 'ECONNRESET' });
  expect(count()).toBe(1);
});

test('ends the connection in the middle of a truncated body', async () => {
  const whole = (await send()).body!;
  app.faults.add({ body: 'truncated' });
  const cut = await send();
  expect(cut).toMatchObject({ status: 200, error: 'ECONNRESET' });
  expect(cut.body).toBe(whole.slice(0, Math.floor(whole.length / 2)));
});

test('sends a broken body whole', async () => {
  app.faults.add({ body: 'broken' });
  const { status, body, error } = await send();
  expect([status, error]).toEqual([200, undefined]);
  expect(() => JSON.parse(body!) as unknown).toThrow(SyntaxError);
});

test('keeps the answer back for as long as the fault says', async () => {
  app.faults.add({ latency: 1500 });
  const answer = send();
  expect(await time.next()).toBe(1500);
  expect((await answer).status).toBe(200);
});

test('keeps a reset back too', async () => {
  app.faults.add({ latency: 700, connection: 'reset' });
  const answer = send();
  expect(await time.next()).toBe(700);
  expect(await answer).toEqual({ error: 'ECONNRESET' });
});

test('sends a slow body in pieces', async () => {
  const whole = (await send()).body!;
  app.faults.add({ bytesPerSecond: 100 });
  const answer = send();
  const pieces = Math.ceil(whole.length / 10);
  const pauses: number[] = [];
  for (let piece = 1; piece < pieces; piece++) pauses.push(await time.next());
  expect(new Set(pauses)).toEqual(new Set([100]));
  expect((await answer).body).toBe(whole);
});

test('sends less than ten bytes a second one by one', async () => {
  app.faults.add({ bytesPerSecond: 4 });
  const answer = send();
  expect(await time.next()).toBe(250);
  server.closeAllConnections();
  await answer;
  expect(time.pending()).toBe(0);
});

test('drops a request until the caller gives up, and forgets its timer', async () => {
  app.faults.add({ connection: 'drop' });
  const socket = connect(port, '127.0.0.1');
  socket.write(`GET /lava/v1/webhooks HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  await time.scheduled();
  expect(time.pending()).toBe(1);
  socket.destroy();
  await time.cancelled();
  expect(time.pending()).toBe(0);
});

test('drops no request for ever', async () => {
  app.faults.add({ connection: 'drop' });
  const answer = send();
  expect(await time.next()).toBe(LONGEST_SILENCE);
  expect(await answer).toEqual({ error: 'ECONNRESET' });
});

test('says in the log which fault it was', async () => {
  app.faults.add({ operation: 'listWebhooks', connection: 'reset' });
  app.faults.add({ body: 'broken' });
  await send();
  await send('POST', '/webhooks', webhook);
  expect(app.requests.list()).toMatchObject([
    { operation: 'createWebhook', status: 201, fault: 'fault-2' },
    {
      operation: 'listWebhooks',
      status: 0,
      condition: 'fault',
      reason: 'fault-1, fault-2: connection reset',
      fault: 'fault-1 fault-2',
    },
  ]);
});

test('meets requests of one key alone', async () => {
  app.faults.add({ key: 'second', status: 503 });
  expect((await send()).status).toBe(200);
  const second = contract.behaviour.keys!.list.find(({ name }) => name === 'second')!.token;
  const response = await fetch(`http://127.0.0.1:${port}/lava/v1/webhooks`, {
    headers: { Authorization: `Bearer ${second}` },
  });
  expect(response.status).toBe(503);
});
