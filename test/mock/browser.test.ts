import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { startMock } from '../../src/mock/start.ts';
import { findBrowser } from '../support/browser.ts';

// A real browser, because only a browser enforces CORS. test/vitest.config.ts includes this file where there is one.
const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

test('lets a page of another origin create, read the body and read the headers', async () => {
  await using mock = await startMock('agentmessage', { seed: 1 });
  const script = `
    const headers = { Authorization: 'Bearer am_live_browserBrowser00001', 'Content-Type': 'application/json' };
    const body = JSON.stringify({ url: 'https://hooks.example.com/in', events: ['lookup.completed'] });
    fetch('${mock.urls.agentmessage}/v1/webhooks', { method: 'POST', headers, body })
      .then(async (answer) => [answer.status, (await answer.json()).events[0], answer.headers.get('x-request-id').length].join(' '))
      .catch((error) => 'failed: ' + error)
      .then((text) => { document.body.textContent = 'result: ' + text; });`;
  const page = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html').end(`<body>waiting</body><script>${script}</script>`);
  });
  await new Promise<void>((ready) => page.listen(0, '127.0.0.1', ready));
  const profile = await mkdtemp(join(tmpdir(), 'hookspec-browser-'));
  try {
    const { port } = page.address() as AddressInfo;
    // Another port is another origin, and `localhost` another host than the mock's.
    const args = [
      ...QUIET,
      `--user-data-dir=${profile}`,
      '--virtual-time-budget=8000',
      '--dump-dom',
      `http://localhost:${port}/`,
    ];
    const { stdout } = await promisify(execFile)(findBrowser()!, args, { timeout: 45_000 });
    expect(/result: [^<]*/.exec(stdout)?.[0]).toBe('result: 201 lookup.completed 26');
  } finally {
    page.closeAllConnections();
    await new Promise((done) => page.close(done));
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}, 60_000);
