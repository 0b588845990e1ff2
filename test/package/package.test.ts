import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../support/cli.ts';

// What a user installs: the packed tarball in an empty folder, nothing of the repository in reach.
const run = promisify(execFile);
let folder: string;
let tarball: string;
const local = (name: string) => join(root, 'node_modules', name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookspec-package-'));
  await run('npm', ['pack', '--pack-destination', folder], { cwd: root });
  tarball = join(
    folder,
    (await readdir(folder)).find((file) => file.endsWith('.tgz'))!,
  );
  await writeFile(join(folder, 'package.json'), '{"name":"consumer","type":"module","private":true}');
  await run('npm', ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', tarball], {
    cwd: folder,
  });
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('gives a bin that knows the shipped contracts in any folder', async () => {
  const { stdout } = await run(
    process.execPath,
    [join(folder, 'node_modules/.bin/hookspec'), 'list', '--format', 'json'],
    { cwd: folder },
  );
  const { contracts } = JSON.parse(stdout) as { contracts: { name: string }[] };
  expect(contracts.map(({ name }) => name)).toEqual(['lava', 'encrata', 'agentmessage', 'leadlex']);
});

test('starts the shipped contracts from the plans that come with it', async () => {
  const [cache, log] = [join(folder, 'cache'), join(folder, 'imports.json')];
  const preload = pathToFileURL(join(root, 'test/support/log-imports.ts')).href;
  const env = { ...process.env, HOOKSPEC_CACHE: cache, IMPORTS_LOG: log, NODE_OPTIONS: `--import ${preload}` };
  const bin = join(folder, 'node_modules/hookspec/dist/cli/bin.js');
  const { stdout } = await run(process.execPath, [bin, 'list', '--format', 'json'], { cwd: folder, env });
  // The package itself is one of those that were loaded.
  expect(JSON.parse(await readFile(log, 'utf8'))).toEqual(['hookspec']);
  expect(existsSync(cache)).toBe(false);
  const cold = await run(process.execPath, [bin, 'list', '--format', 'json'], {
    cwd: folder,
    env: { ...env, HOOKSPEC_CACHE: 'off' },
  });
  expect(JSON.parse(await readFile(log, 'utf8'))).toContain('@redocly/openapi-core');
  expect(cold.stdout).toBe(stdout);
});

test('runs the mock, the clients and the signing functions from its typed exports', async () => {
  await writeFile(
    join(folder, 'use.ts'),
    `import { startMock, type Mock } from 'hookspec';
import { createLavaClient } from 'hookspec/clients/lava';
import { lavaWebhooks, type LavaEvents } from 'hookspec/clients/lava/webhooks';
import { sign, verify, type SignatureScheme } from 'hookspec/signing';
import { verify as verifyNow } from 'hookspec/signing/sync';
import type { registerConformance } from 'hookspec/vitest';
import { createWebhookHandler } from 'hookspec/webhooks';

export type Register = typeof registerConformance;
const mock: Mock = await startMock('lava', { seed: 1 });
const client = createLavaClient({ baseUrl: mock.urls.lava!, token: 'aks_test_packagetest00001' });
const created = await client.POST('/webhooks', { body: { name: 'one', url: 'https://example.com/hook' } });
const scheme: SignatureScheme = mock.contracts[0]!.behaviour.signature!;
const secret: string = created.data!.webhook_secret;
const signed = await sign({ scheme, secret, body: '{}' });
const delivery = { scheme, secrets: secret, body: '{}', headers: signed.headers };
const hooks = createWebhookHandler<LavaEvents>({ ...lavaWebhooks, secrets: secret, on: { 'customer.created': () => {} } });
const received = await hooks.fetch(new Request('https://example.com/hook', { method: 'POST', body: '[]', headers: signed.headers }));
const valid = (await verify(delivery)).valid && verifyNow(delivery).valid;
// Prism's worker thread is found by its file name.
const headers = { Authorization: 'Bearer aks_test_packagetest00001', Prefer: 'dynamic=true' };
const generated = await fetch(\`\${mock.urls.lava}/webhooks\`, { headers });
console.log(JSON.stringify({ status: created.response.status, valid, generated: generated.status, received: received.status }));
await mock.close();
`,
  );
  const options = [
    '--module',
    'nodenext',
    '--target',
    'es2024',
    '--lib',
    'es2024,dom,esnext.disposable',
    '--strict',
    '--skipLibCheck',
    'false',
  ];
  await run(
    process.execPath,
    [
      join(local('typescript'), 'bin/tsc'),
      '--noEmit',
      '--types',
      'node',
      '--typeRoots',
      local('@types'),
      ...options,
      'use.ts',
    ],
    { cwd: folder },
  );
  const { stdout } = await run(process.execPath, ['use.ts'], { cwd: folder });
  expect(JSON.parse(stdout)).toEqual({ status: 201, valid: true, generated: 200, received: 401 });
}, 60_000);

test('gives bundlers for browsers entries that hold nothing of Node', async () => {
  const contents = `
    import { contractFromDocument, createMockHandler } from 'hookspec';
    import { createHandlers } from 'hookspec/msw';
    export const start = (document: object) => createHandlers(createMockHandler(contractFromDocument(document)));
  `;
  const { metafile } = await build({
    stdin: { contents, resolveDir: folder, loader: 'ts' },
    bundle: true,
    platform: 'browser',
    format: 'esm',
    write: false,
    metafile: true,
    external: ['msw'],
  });
  const [output] = Object.values(metafile.outputs);
  expect(output!.imports.map(({ path }) => path)).toEqual(['msw']);
  expect(Object.keys(output!.inputs).some((file) => file.endsWith('hookspec/dist/mock/msw.js'))).toBe(true);
}, 60_000);

test('gives Redocly CLI a plugin that works alone and imports nothing', async () => {
  const own = join(folder, 'plugin');
  await mkdir(own, { recursive: true });
  await writeFile(join(own, 'redocly.yaml'), 'plugins: [hookspec/redocly-plugin]\nextends: [hookspec/strict]\n');
  await writeFile(
    join(own, 'openapi.yaml'),
    `openapi: 3.0.3
info: { title: Parcel, version: 1.0.0 }
paths: {}
x-webhooks:
  parcel.sent:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [id], properties: { id: { type: string } } } } } }
      responses: { 2XX: { description: Taken. } }
`,
  );
  const cli = join(folder, 'node_modules/@redocly/cli/bin/cli.js');
  const { stdout } = await run(process.execPath, [cli, 'lint', 'openapi.yaml', '--format', 'stylish'], {
    cwd: own,
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  }).catch((error: { stdout: string }) => error);
  expect(stdout.match(/hookspec\/[\w-]+/g)?.toSorted()).toEqual([
    'hookspec/delivery-gone',
    'hookspec/delivery-policy',
    'hookspec/event-timestamp',
    'hookspec/example-present',
    'hookspec/signature-header',
  ]);
  const { metafile } = await build({
    entryPoints: [join(folder, 'node_modules/hookspec/dist/review/plugin/redocly-plugin.js')],
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    write: false,
    metafile: true,
  });
  expect(Object.keys(metafile.inputs).filter((file) => !file.includes('hookspec/dist/'))).toEqual([]);
}, 60_000);

test('is packed as publint and attw want it', async () => {
  const publint = await run(process.execPath, [join(local('publint'), 'src/cli.js'), 'run', tarball, '--strict'], {
    cwd: folder,
  });
  expect(publint.stdout).toContain('All good!');
  await run(
    process.execPath,
    [join(local('@arethetypeswrong/cli'), 'dist/index.js'), tarball, '--profile', 'esm-only'],
    { cwd: folder },
  );
}, 60_000);

test('says one sentence and exits 2 on a Node that is too old', async () => {
  const bin = join(folder, 'node_modules/hookspec/dist/cli/bin.js');
  const old = await findOldNode();
  // Where the machine has no old Node, the bin is told that it runs on one.
  const preload =
    'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.1.0"}})';
  const [command, args] = old === undefined ? [process.execPath, ['--import', preload, bin]] : [old.path, [bin]];
  const failure = await run(command, [...args, 'list'], { cwd: folder }).catch(
    (error: { code: number; stderr: string; stdout: string }) => error,
  );
  expect(failure).toMatchObject({
    code: 2,
    stdout: '',
    stderr: `hookspec needs Node 24.18 or newer; this is ${old?.version ?? '20.1.0'}. Install a current Node and run the command again.\n`,
  });
});

/** The first Node on the path that is older than the floor. */
async function findOldNode(): Promise<{ path: string; version: string } | undefined> {
  for (const entry of (process.env.PATH ?? '').split(':')) {
    const path = join(entry, 'node');
    const version = await run(path, ['-p', 'process.versions.node']).then(
      ({ stdout }) => stdout.trim(),
      () => '',
    );
    if (version !== '' && Number(version.split('.')[0]) < 24) return { path, version };
  }
  return undefined;
}
