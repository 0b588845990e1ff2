import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMock, type Mock } from '../../../src/mock/start.ts';
import { createCall, tokenOf } from '../support/call.ts';

let mock: Mock;
beforeAll(async () => {
  mock = await startMock(['lava', 'leadlex'], { seed: 3 });
});
afterAll(() => mock?.close());

async function control(method: string, path: string, body?: unknown) {
  const response = await fetch(`${mock.url}/_hookspec${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

test('says that it is healthy and where each contract is', async () => {
  expect((await control('GET', '/health')).body).toEqual({
    status: 'ok',
    contracts: [
      { name: 'lava', url: `${mock.url}/lava/v1` },
      { name: 'leadlex', url: `${mock.url}/leadlex/functions/v1/api-gateway` },
    ],
  });
});

test('logs requests with what decided, without keys or bodies, and forgets all on reset', async () => {
  await control('POST', '/reset');
  const call = createCall(mock, 'lava', tokenOf(mock, 'lava', 'default'));
  await call('POST', '/webhooks', { name: 'n', url: 'https://example.com/secret-path' });
  await call('POST', '/webhooks', { name: 1 });
  const { body } = await control('GET', '/requests');
  expect(body).toEqual([
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
      reason: expect.any(String),
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
  expect((await control('POST', '/reset')).status).toBe(204);
  expect([(await control('GET', '/requests')).body, (await call('GET', '/webhooks')).body.data]).toEqual([[], []]);
});

test('suggests the nearest contract and event, and says what trigger takes', async () => {
  expect((await control('POST', '/trigger', { contract: 'lva', event: 'x' })).body.detail).toBe(
    'No contract is named "lva"; served are lava, leadlex. Did you mean lava?',
  );
  expect((await control('POST', '/trigger', { contract: 'lava', event: 'customer.create' })).body.detail).toContain(
    'Did you mean customer.created?',
  );
  expect(await control('POST', '/trigger', [])).toMatchObject({ status: 400 });
  expect(await control('POST', '/nothing')).toMatchObject({ status: 404 });
});

test('refuses a foreign Host, a page of another site, and everybody when it listens elsewhere', async () => {
  const ask = (port: number, headers: Record<string, string>, path = '/_hookspec/requests') =>
    new Promise<number>((done, fail) => {
      request({ host: '127.0.0.1', port, path, headers }, (response) => done(response.resume().statusCode!))
        .on('error', fail)
        .end();
    });
  expect(await ask(mock.port, { Host: 'evil.example.com' })).toBe(403);
  expect(await ask(mock.port, { Origin: 'https://evil.example.com' })).toBe(403);
  expect(await ask(mock.port, { Origin: 'http://localhost:5173' })).toBe(200);
  await using open = await startMock('lava', { host: '0.0.0.0' });
  expect(await ask(open.port, { Host: 'localhost' })).toBe(403);
  expect(await ask(open.port, {}, '/_hookspec/health')).toBe(200);
});
