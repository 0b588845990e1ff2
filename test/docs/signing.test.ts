import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const secret = 'whsec_from_the_dashboard';
const body = '{"type":"thing.made","data":{"b":1,"a":"ü"}}';
let folder: string;
let receiver: ChildProcess;
let url: string;

// The example of docs/signing.md, as it stands there; only the package name becomes this working copy.
beforeAll(async () => {
  const page = readFileSync(join(root, 'docs/signing.md'), 'utf8');
  const example = /```js\n(.*?)```/s.exec(page)![1]!;
  folder = mkdtempSync(join(tmpdir(), 'receiver-'));
  const entry = pathToFileURL(join(root, 'src/signing/index.ts')).href;
  writeFileSync(join(folder, 'receiver.mjs'), example.replace(`'hookspec/signing'`, `'${entry}'`));
  receiver = spawn(process.execPath, [join(folder, 'receiver.mjs')], {
    env: { ...process.env, PORT: '0', WEBHOOK_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = await once(createInterface({ input: receiver.stdout! }), 'line');
  url = `http://127.0.0.1:${port}`;
});

afterAll(() => {
  receiver.kill();
  rmSync(folder, { recursive: true });
});

async function post(headers: Record<string, string>, sent = body): Promise<[number, string]> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: sent,
  });
  return [response.status, await response.text()];
}

function toHeader(time: number, key = secret): Record<string, string> {
  return { 'X-Signature': `t=${time},v1=${createHmac('sha256', key).update(`${time}\n${body}`).digest('hex')}` };
}

test('accepts a good delivery and refuses unsigned, altered, stale and foreign ones', async () => {
  const now = Math.floor(Date.now() / 1000);
  expect(await post(toHeader(now))).toEqual([200, 'thing.made']);
  expect(await post({})).toEqual([401, 'MissingHeader']);
  expect(await post({ 'X-Signature': 'v1=' })).toEqual([401, 'MissingTimestamp']);
  expect(await post(toHeader(now), body.replace('1', '2'))).toEqual([401, 'SignatureMismatch']);
  expect(await post(toHeader(now), JSON.stringify(JSON.parse(body), null, 1))).toEqual([401, 'SignatureMismatch']);
  expect(await post(toHeader(now - 3600))).toEqual([401, 'StaleTimestamp']);
  expect(await post(toHeader(now + 3600))).toEqual([401, 'FutureTimestamp']);
  expect(await post(toHeader(now, 'whsec_other'))).toEqual([401, 'SignatureMismatch']);
});
