/** Opens a page in a real browser and reads what its script made of it. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
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

/**
 * Runs a module script in a page on `http://localhost:PORT`, another origin than any mock's.
 * @param script calls `done(text)` at its end
 * @returns the text
 */
export async function runInPage(script: string): Promise<string> {
  const done = `const done = (text) => { document.body.textContent = 'result: ' + text; };`;
  const page = createServer(({ url }, response) => {
    if (url === '/script.js') response.setHeader('Content-Type', 'text/javascript').end(`${done}\n${script}`);
    else
      response
        .setHeader('Content-Type', 'text/html; charset=utf-8')
        .end('<body>waiting</body><script type="module" src="/script.js"></script>');
  });
  await new Promise<void>((ready) => page.listen(0, '127.0.0.1', ready));
  const profile = await mkdtemp(join(tmpdir(), 'hookspec-browser-'));
  try {
    const { port } = page.address() as AddressInfo;
    const args = [
      ...QUIET,
      `--user-data-dir=${profile}`,
      '--virtual-time-budget=8000',
      '--dump-dom',
      `http://localhost:${port}/`,
    ];
    const { stdout } = await promisify(execFile)(findBrowser()!, args, { timeout: 45_000 });
    return /result: ([^<]*)/.exec(stdout)?.[1] ?? `no result in ${stdout}`;
  } finally {
    page.closeAllConnections();
    await new Promise((closed) => page.close(closed));
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
