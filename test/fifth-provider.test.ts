import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadContract } from '../src/contract/load.ts';
import { startMock, type Mock } from '../src/mock/start.ts';
import { runCli, startCliMock } from './support/cli.ts';

// An invented provider, as documents only: nothing in src/ was written for it.
let folder: string;
let mock: Mock;
const headers = { Authorization: 'Bearer ph_default000000000000', 'Content-Type': 'application/json' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fifth-'));
  await cp(join(import.meta.dirname, 'fixtures/fifth'), folder, { recursive: true });
  mock = await startMock(await loadContract('parcelhook', { cwd: folder }));
});
afterAll(async () => {
  await mock?.close();
  await rm(folder, { recursive: true, force: true });
});

async function call(method: string, path: string, body?: unknown, own: Record<string, string> = {}) {
  const response = await fetch(mock.urls.parcelhook! + path, {
    method,
    headers: { ...headers, ...own },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers };
}
const callback = (number: number) => ({
  callback: { target: `https://shop.example.com/${number}`, topics: ['parcel.sent'] },
});

test('wraps request and response as its contract says, shows the key once, and replaces on PUT', async () => {
  mock.reset();
  const created = await call('POST', '/callbacks', { callback: { ...callback(1).callback, label: 'first' } });
  expect(created.status).toBe(201);
  const { ref, signingKey, ...rest } = created.body.result.callback;
  expect(ref).toMatch(/^cb-[0-9a-z]{12}$/);
  expect(Buffer.from(signingKey, 'base64')).toHaveLength(24);
  expect(rest).toMatchObject({ target: 'https://shop.example.com/1', label: 'first', enabled: true });
  expect((await call('GET', `/callbacks/${ref}`)).body.result.callback).toEqual({ ref, ...rest });
  const replaced = await call('PUT', `/callbacks/${ref}`, callback(2));
  expect(replaced.body.result.callback).toMatchObject({ ref, target: 'https://shop.example.com/2', label: null });
  expect((await call('DELETE', `/callbacks/${ref}`)).status).toBe(204);
  expect((await call('GET', `/callbacks/${ref}`)).body).toEqual({
    problem: { id: 'MISSING', text: 'no such callback' },
  });
});

test('answers the sixth with 402, a repeated target with 409, and lists newest first by page', async () => {
  mock.reset();
  for (const number of [1, 2, 3, 4, 5]) expect((await call('POST', '/callbacks', callback(number))).status).toBe(201);
  expect(await call('POST', '/callbacks', callback(6))).toMatchObject({
    status: 402,
    body: { problem: { id: 'PLAN_EXHAUSTED', text: 'the plan allows 5 callbacks' } },
  });
  expect((await call('POST', '/callbacks', callback(5))).status).toBe(409);
  const page = await call('GET', '/callbacks?size=2&page=2');
  expect(page.body.result.total).toBe(5);
  expect(page.body.result.items.map((item: { target: string }) => item.target.at(-1))).toEqual(['3', '2']);
});

test('names every fault of a request, and the scope that a key lacks', async () => {
  const invalid = await call('POST', '/callbacks', { callback: { target: 'http://x', topics: [] } });
  expect(invalid.status).toBe(400);
  expect(invalid.headers.get('x-trace')).toMatch(/^rq_[0-9a-f]{8}$/);
  expect(invalid.body.problem.fields.map((field: { name: string }) => field.name)).toEqual([
    'callback.target',
    'callback.topics',
  ]);
  const forbidden = await call('GET', '/callbacks', undefined, { Authorization: 'Bearer ph_reader0000000000000' });
  expect(forbidden).toMatchObject({ status: 403, body: { problem: { id: 'FORBIDDEN', text: 'needs callbacks' } } });
  expect((await call('GET', '/callbacks', undefined, { Authorization: 'Bearer other' })).status).toBe(401);
});

test('is listed, linted, generated, mocked and judged by the commands', async () => {
  const listed = await runCli(['list', '--format', 'json'], { cwd: folder });
  expect(
    JSON.parse(listed.stdout).contracts.map((entry: { name: string; path: string }) => [entry.name, entry.path]),
  ).toEqual([['parcelhook', '/parcelhook/api/v2']]);
  expect(await runCli(['lint'], { cwd: folder })).toMatchObject({ exitCode: 0 });
  expect(await runCli(['generate'], { cwd: folder })).toMatchObject({ exitCode: 0 });
  expect((await readdir(join(folder, 'generated/parcelhook'))).sort()).toEqual([
    'client.ts',
    'openapi.json',
    'types.ts',
    'webhooks.ts',
  ]);
  expect(await runCli(['generate', '--check'], { cwd: folder })).toMatchObject({ exitCode: 0 });
  await using served = await startCliMock(['parcelhook'], { cwd: folder });
  const [contract] = served.started.contracts;
  const args = [
    'check',
    'parcelhook',
    '--server',
    contract!.baseUrl,
    '--token',
    'ph_checkfifthprovider01',
    '--format',
    'json',
  ];
  const checked = await runCli(args, { cwd: folder });
  expect(JSON.parse(checked.stdout)).toMatchObject({ contract: 'parcelhook', findings: [] });
  expect(checked.exitCode).toBe(0);
});
