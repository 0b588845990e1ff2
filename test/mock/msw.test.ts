import { http, HttpResponse } from 'msw';
import type { setupWorker } from 'msw/browser';
import { setupServer } from 'msw/node';
import { afterEach, beforeAll, expect, expectTypeOf, test } from 'vitest';
import { createLavaClient } from '../../generated/lava/client.ts';
import { contractFromDocument } from '../../src/contract/from-document.ts';
import { loadContract } from '../../src/contract/load.ts';
import { createHandlers as createPureHandlers } from '../../src/mock/msw.ts';
import { createHandlers } from '../../src/mock/msw-node.ts';
import { createMockHandler } from '../../src/mock/node-handler.ts';
import { startReceiver } from './support/receiver.ts';

const lava = await loadContract('lava');
const token = 'aks_test_mswMswMswMsw0001';
const server = setupServer();

beforeAll(() => {
  server.listen({ onUnhandledFrame: 'bypass' });
  return () => server.close();
});
afterEach(() => server.resetHandlers());

test('lets the generated client meet the rules of the provider at its real base URL', async () => {
  server.use(...createHandlers(lava));
  const client = createLavaClient({ token });
  const create = (name: string) => client.POST('/webhooks', { body: { name, url: 'https://example.com/hook' } });
  const created = [await create('one'), await create('two'), await create('three')];
  expect(created.map(({ response }) => response.status)).toEqual([201, 201, 201]);
  expect(created.map(({ data }) => typeof data!.webhook_secret)).toEqual(['string', 'string', 'string']);
  const refused = await create('four');
  expect([refused.response.status, refused.data]).toEqual([400, undefined]);
  const { data } = await client.GET('/webhooks', { params: { query: { limit: 2 } } });
  expect([data!.data.length, data!.has_more, 'webhook_secret' in data!.data[0]!]).toEqual([2, true, false]);
});

test('leaves requests to other URLs to other handlers and to the network', async () => {
  await using receiver = await startReceiver();
  receiver.answer(200, 'from the network');
  server.use(
    http.get('https://other.example/', () => new HttpResponse('from another handler')),
    ...createHandlers(lava),
  );
  const texts = await Promise.all(
    [`http://127.0.0.1:${receiver.port}/v1/webhooks`, 'https://other.example/'].map(async (url) =>
      (await fetch(url)).text(),
    ),
  );
  expect(texts).toEqual(['from the network', 'from another handler']);
  expect((await fetch('https://api.lava.so/v1/webhooks')).status).toBe(401);
});

test('takes a mock that the test looks into, and keeps its state over resetHandlers', async () => {
  const handler = createMockHandler(lava, { seed: 1 });
  server.use(...createHandlers(handler));
  await createLavaClient({ token }).POST('/webhooks', { body: { name: 'one', url: 'https://example.com/hook' } });
  server.resetHandlers();
  server.use(...createHandlers(handler));
  const { data } = await createLavaClient({ token }).GET('/webhooks');
  expect(data!.data.map(({ name }) => name)).toEqual(['one']);
  expect(handler.app.requests.list().map(({ operation }) => operation)).toEqual(['listWebhooks', 'createWebhook']);
});

test('breaks the connection where a fault asks for it', async () => {
  const handler = createMockHandler(lava);
  handler.app.faults.add({ connection: 'reset' });
  server.use(...createHandlers(handler));
  await expect(fetch('https://api.lava.so/v1/webhooks')).rejects.toThrow(new TypeError('fetch failed'));
});

test('needs a base URL where the contract names no whole one', async () => {
  const { servers: _, ...rest } = lava.document;
  const contract = contractFromDocument({ ...rest, servers: [{ url: '/v1' }] }, { name: 'shop' });
  expect(() => createPureHandlers(contract)).toThrow(
    'shop names no server by a whole URL; give the one to intercept as `baseUrl`',
  );
  server.use(...createPureHandlers(contract, { baseUrl: 'https://shop.example/api/' }));
  expect((await fetch('https://shop.example/api/webhooks')).status).toBe(401);
  expect((await fetch('https://shop.example/api')).status).toBe(404);
});

test('gives handlers that a worker in a browser takes too', () => {
  expectTypeOf(createHandlers).returns.toMatchTypeOf<Parameters<typeof setupWorker>>();
  expectTypeOf(createPureHandlers).returns.toMatchTypeOf<Parameters<typeof setupServer>>();
});
