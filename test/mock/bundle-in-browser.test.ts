import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { bundleForBrowser } from '../support/bundle.ts';
import { runInPage } from '../support/page.ts';

// A real browser, because Node has too much of what a browser lacks. test/vitest.config.ts includes this file where there is one.
test('remembers, keeps limits and shows a secret once inside a page', async () => {
  const { text } = await bundleForBrowser(`
    import { createLavaClient } from './generated/lava/client.ts';
    import { contractFromDocument, createMockHandler } from './src/mock/browser.ts';
    import openapi from './generated/lava/openapi.json';

    const handler = createMockHandler(contractFromDocument(openapi, { name: 'lava' }), { seed: 1 });
    const token = 'aks_test_inBrowser0000001';
    const client = createLavaClient({ token, fetch: handler });
    const create = (name: string) => client.POST('/webhooks', { body: { name, url: 'http://127.0.0.1:9/in' } });

    async function run() {
      const created = [await create('one'), await create('two'), await create('three'), await create('four')];
      const list = await client.GET('/webhooks');
      const raw = await handler('https://api.lava.so/v1/webhooks', {
        headers: { Authorization: 'Bearer ' + token, Prefer: 'dynamic=true' },
      });
      await handler('http://mock/_hookspec/trigger', {
        method: 'POST',
        body: JSON.stringify({ contract: 'lava', event: 'customer.created' }),
      });
      const [attempt] = handler.app.log.attempts();
      return {
        node: typeof (globalThis as { process?: unknown }).process,
        statuses: created.map(({ response }) => response.status),
        secrets: created.map(({ data }) => data?.webhook_secret?.length ?? 0),
        listed: list.data!.data.map((entry) => 'webhook_secret' in entry),
        generated: [raw.status, (await raw.json()).detail],
        delivery: [attempt.outcome, attempt.errorDetail, attempt.signature?.length],
        digest: attempt.bodySha256.length,
      };
    }
    run().then((result) => JSON.stringify(result), String).then((globalThis as never as { done(text: string): void }).done);
  `);
  const result = await runInPage(`globalThis.done = done;\n${text}`);
  expect(JSON.parse(result)).toEqual({
    node: 'undefined',
    statuses: [201, 201, 201, 400],
    secrets: [64, 64, 64, 0],
    listed: [false, false, false],
    generated: [501, expect.stringContaining('@stoplight/prism-http, which is not available here')],
    delivery: [
      'refused',
      'this mock sends nothing: it runs where it has no network of its own, as in a browser',
      expect.any(Number),
    ],
    digest: 64,
  });
}, 60_000);

test("answers a page's own requests from a service worker", async () => {
  const { text } = await bundleForBrowser(`
    import { setupWorker } from 'msw/browser';
    import { createLavaClient } from './generated/lava/client.ts';
    import { contractFromDocument } from './src/mock/browser.ts';
    import { createHandlers } from './src/mock/msw.ts';
    import openapi from './generated/lava/openapi.json';

    const worker = setupWorker(...createHandlers(contractFromDocument(openapi, { name: 'lava' })));
    const client = createLavaClient({ token: 'aks_test_inWorker00000001' });
    const create = (name: string) => client.POST('/webhooks', { body: { name, url: 'https://example.com/in' } });
    async function run() {
      await worker.start({ quiet: true });
      const created = [await create('one'), await create('two'), await create('three'), await create('four')];
      const { data } = await client.GET('/webhooks');
      return [...created.map(({ response }) => response.status), data!.data.length].join(' ');
    }
    run().then(String, String).then((globalThis as never as { done(text: string): void }).done);
  `);
  const worker = await readFile(fileURLToPath(import.meta.resolve('msw/mockServiceWorker.js')), 'utf8');
  const result = await runInPage(`globalThis.done = done;\n${text}`, { '/mockServiceWorker.js': worker });
  expect(result).toBe('201 201 201 400 3');
}, 60_000);
