import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { HookspecError } from '../../src/errors.ts';
import type { Reload } from '../../src/mock/reload.ts';
import { startMock } from '../../src/mock/start.ts';
import { root } from '../support/cli.ts';

vi.setConfig({ testTimeout: 30_000 });
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

/** A copy of the Lava contract that may be changed, its mock, and a promise of the next reload. */
async function start(options: { readonly seed?: number } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'hookspec-'));
  folders.push(folder);
  await cp(join(root, 'openapi/lava'), folder, { recursive: true });
  await writeFile(
    join(folder, 'redocly.yaml'),
    'apis:\n  shop:\n    root: openapi.json\n    overlays: [overlay.yaml]\n',
  );
  const { loadContract } = await import('../../src/contract/load.ts');
  const waiting: ((reload: Reload) => void)[] = [];
  const mock = await startMock(async () => [await loadContract('shop', { cwd: folder })], {
    ...options,
    watch: true,
    onReload: (reload) => waiting.shift()?.(reload),
  });
  const next = () => new Promise<Reload>((resolve) => waiting.push(resolve));
  const overlay = join(folder, 'overlay.yaml');
  const change = async (from: string, to: string) => {
    const reload = next();
    const text = await readFile(overlay, 'utf8');
    expect(text).toContain(from);
    await writeFile(overlay, text.replaceAll(from, to));
    return reload;
  };
  return { mock, overlay, next, change, url: `${mock.url}/shop/v1/webhooks` };
}

const headers = { authorization: 'Bearer aks_test_acmeDefault00000000000000', 'content-type': 'application/json' };

async function create(url: string, name: string) {
  const body = JSON.stringify({ name, url: 'https://example.com/hook' });
  const response = await fetch(url, { method: 'POST', headers, body });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function list(url: string) {
  return ((await (await fetch(url, { headers })).json()) as { data: { name: string }[] }).data.map(({ name }) => name);
}

test('serves what an overlay says now and keeps what was created', async () => {
  const { mock, change, url } = await start();
  await using _ = mock;
  await create(url, 'one');
  await create(url, 'two');
  expect(await change('limit: { max: 3', 'limit: { max: 2')).toEqual({ contracts: ['shop'], dropped: 0 });
  expect(await list(url)).toEqual(['one', 'two']);
  expect((await create(url, 'three')).status).toBe(400);
  await change('limit: { max: 2', 'limit: { max: 4');
  expect((await create(url, 'three')).status).toBe(201);
});

test('gives no id and no secret of before a reload again, whatever the seed', async () => {
  const { mock, change, url } = await start({ seed: 1 });
  await using _ = mock;
  const seen: unknown[] = [];
  for (const [from, to] of [
    ['limit: { max: 3', 'limit: { max: 2'],
    ['limit: { max: 2', 'limit: { max: 4'],
    ['limit: { max: 4', 'limit: { max: 5'],
  ] as const) {
    const { body } = await create(url, 'gone');
    seen.push(body['webhook_id'], body['webhook_secret']);
    await fetch(`${url}/${String(body['webhook_id'])}`, { method: 'DELETE', headers });
    await change(from, to);
  }
  expect(new Set(seen).size).toBe(6);
});

test('forgets resources that their schema allowed before and refuses now, and says how many', async () => {
  const { mock, change, url } = await start();
  await using _ = mock;
  await create(url, 'short');
  await create(url, 'a name that is much too long');
  const described = 'description: Display name of the webhook';
  const reload = await change(described, `${described}\n            maxLength: 10`);
  expect(reload).toEqual({ contracts: ['shop'], dropped: 1 });
  expect(await list(url)).toEqual(['short']);
});

test('keeps the last good contract while a file cannot be used, and says what is wrong where', async () => {
  const { mock, change, url } = await start();
  await using _ = mock;
  await create(url, 'one');
  const broken = await change('limit: { max: 3', 'limit: { max: [');
  const { error } = broken as { error: HookspecError };
  expect(error).toBeInstanceOf(HookspecError);
  expect(error.details.join('\n')).toMatch(/^overlay\.yaml:\d+:\d+ /);
  expect(await list(url)).toEqual(['one']);
  expect(await change('limit: { max: [', 'limit: { max: 1')).toEqual({ contracts: ['shop'], dropped: 0 });
  expect((await create(url, 'two')).status).toBe(400);
});

test('sees a file that an editor puts in the place of the old one', async () => {
  const { mock, next, overlay, url } = await start();
  await using _ = mock;
  const reload = next();
  await writeFile(`${overlay}.new`, (await readFile(overlay, 'utf8')).replace('limit: { max: 3', 'limit: { max: 1'));
  await rename(`${overlay}.new`, overlay);
  expect(await reload).toEqual({ contracts: ['shop'], dropped: 0 });
  await create(url, 'one');
  expect((await create(url, 'two')).status).toBe(400);
});
