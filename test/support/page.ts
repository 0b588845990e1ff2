/** Opens a page in a real browser and reads what its script made of it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { findBrowser } from './browser.ts';

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

/** Milliseconds that a script may take. */
const PATIENCE = 45_000;

/**
 * Runs a module script in a page on `http://localhost:PORT`, another origin than any mock's.
 * @param script calls `done(text)` at its end
 * @param scripts further scripts by path
 * @returns the text
 */
export async function runInPage(script: string, scripts: Readonly<Record<string, string>> = {}): Promise<string> {
  const done = `const done = (text) => void fetch('/result', { method: 'POST', body: text });`;
  const texts: Record<string, string | undefined> = { ...scripts, '/script.js': `${done}\n${script}` };
  let tell: (result: string) => void;
  const result = new Promise<string>((resolve) => (tell = resolve));
  const page = createServer((request, response) => {
    const { url = '/' } = request;
    if (url === '/result') void text(request).then((told) => tell(told));
    if (texts[url] !== undefined) response.setHeader('Content-Type', 'text/javascript').end(texts[url]);
    else if (url !== '/') response.writeHead(204).end();
    else {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end('<body>waiting</body><script type="module" src="/script.js"></script>');
    }
  });
  await new Promise<void>((ready) => page.listen(0, '127.0.0.1', ready));
  const profile = await mkdtemp(join(tmpdir(), 'hookspec-browser-'));
  const { port } = page.address() as AddressInfo;
  const args = [...QUIET, `--user-data-dir=${profile}`, `http://localhost:${port}/`];
  const browser = spawn(findBrowser()!, args, { stdio: 'ignore', timeout: PATIENCE, killSignal: 'SIGKILL' });
  const closed = once(browser, 'close');
  try {
    return await Promise.race([result, closed.then(() => 'the browser ended without a result')]);
  } finally {
    browser.kill('SIGKILL');
    await closed;
    page.closeAllConnections();
    await new Promise((over) => page.close(over));
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
