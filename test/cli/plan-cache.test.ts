import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { root, runCli, startCliMock } from '../support/cli.ts';

const preload = pathToFileURL(join(root, 'test/support/log-imports.ts')).href;
let folder: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'hookspec-plans-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

/** Packages that read and check documents; none is needed for a document that is kept. */
const READERS = ['@redocly/openapi-core', 'openapi-format', 'yaml'];

/** An environment with a cache folder, and what reads the packages that its process has loaded once it has ended. */
function logImports(cache: string) {
  const log = join(folder, `imports-${Math.random()}.json`);
  return {
    env: { HOOKSPEC_CACHE: cache, IMPORTS_LOG: log, NODE_OPTIONS: `--import ${preload}` },
    readPackages: async () => JSON.parse(await readFile(log, 'utf8')) as string[],
  };
}

/** Runs a command with a cache folder; the result names the packages that it has loaded. */
async function runLogged(args: readonly string[], cache: string, cwd = root) {
  const { env, readPackages } = logImports(cache);
  return { ...(await runCli(args, { cwd, env })), packages: await readPackages() };
}

test('lists from the cache without the packages that read and check documents', async () => {
  const cache = join(folder, 'cache');
  const cold = await runLogged(['list'], cache);
  const warm = await runLogged(['list'], cache);
  expect(cold.packages).toEqual(expect.arrayContaining(['@redocly/openapi-core', 'ajv', 'openapi-format', 'yaml']));
  expect(warm.packages).toEqual([]);
  expect([warm.exitCode, warm.stdout, warm.stderr]).toEqual([0, cold.stdout, '']);
});

test('serves from the cache without the packages that read and check documents', async () => {
  const cache = join(folder, 'cache');
  await runLogged(['list', 'lava'], cache);
  const { env, readPackages } = logImports(cache);
  const mock = await startCliMock(['lava'], { env });
  const { baseUrl, key } = mock.started.contracts[0]!;
  const response = await fetch(`${baseUrl}/webhooks`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'one', url: 'https://example.com/hook' }),
  });
  expect([response.status, (await mock.stop()).exitCode]).toEqual([201, 0]);
  expect((await readPackages()).filter((name) => READERS.includes(name))).toEqual([]);
});

test('generates the same from the cache', async () => {
  const cache = join(folder, 'cache');
  await runLogged(['list', 'lava'], cache);
  expect((await runLogged(['generate', 'lava', '--check'], cache)).exitCode).toBe(0);
});

test('keeps nothing with HOOKSPEC_CACHE=off', async () => {
  const first = await runLogged(['list', 'lava'], 'off');
  const second = await runLogged(['list', 'lava'], 'off');
  expect(second.packages).toEqual(first.packages);
  expect(second.packages).toContain('@redocly/openapi-core');
});

test('works without a folder to write to', async () => {
  await writeFile(join(folder, 'file'), '');
  const { exitCode, stderr } = await runLogged(['list', 'lava'], join(folder, 'file', 'below'));
  expect([exitCode, stderr]).toEqual([0, '']);
});

test('serves processes that start at once with an empty cache', async () => {
  const cache = join(folder, 'cache');
  const results = await Promise.all([0, 1, 2].map(() => runLogged(['list', 'lava'], cache)));
  expect(new Set(results.map(({ exitCode, stdout, stderr }) => JSON.stringify([exitCode, stdout, stderr]))).size).toBe(
    1,
  );
  expect((await readdir(cache)).filter((name) => !name.endsWith('.plan'))).toEqual([]);
  const warm = await runLogged(['list', 'lava'], cache);
  expect([warm.exitCode, warm.stdout, warm.packages]).toEqual([0, results[0]!.stdout, []]);
});

test('sees a change in a file that only a reference names', async () => {
  const cache = join(folder, 'cache');
  const api = "openapi: 3.1.0\ninfo: { title: Harbour, version: '1' }\npaths: { /a: { $ref: a.yaml } }\n";
  await writeFile(join(folder, 'api.yaml'), api);
  await writeFile(join(folder, 'a.yaml'), "get: { operationId: first, responses: { '204': { description: x } } }\n");
  const before = await runLogged(['list', './api.yaml'], cache, folder);
  await writeFile(join(folder, 'a.yaml'), "get: { operationId: second, responses: { '204': { description: x } } }\n");
  const after = await runLogged(['list', './api.yaml'], cache, folder);
  expect([before.stdout, after.stdout].map((text) => /first|second/.exec(text)?.[0])).toEqual(['first', 'second']);
});
