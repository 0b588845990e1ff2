import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root, startCliMock } from '../support/cli.ts';
import { compile, compilers } from '../types/compile.ts';

// The page is the test: its programs are compiled and run, only host and import path differ.
let folder = '';
let use = '';
let receive = '';

beforeAll(async () => {
  const page = await readFile(join(root, 'docs/client.md'), 'utf8');
  [use = '', receive = ''] = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text]) => text!);
  folder = await mkdtemp(join(tmpdir(), 'hookspec-client-'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(join(folder, 'use.ts'), use);
  await writeFile(
    join(folder, 'receive.ts'),
    `${receive}\ndeclare function forget(id: string): void;\nexport { handle };\n`,
  );
  const compilerOptions = {
    strict: true,
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    types: ['node'],
    paths: { 'hookspec/clients/*': [join(root, 'generated/*/client.ts')] },
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts', 'receive.ts'] }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(compilers)('compiles under %s', { timeout: 60_000 }, async (_, compiler) => {
  expect(await compile(compiler, join(folder, 'tsconfig.json'))).toBe('');
});

test('creates a webhook on the mock', async () => {
  await using mock = await startCliMock(['lava']);
  const client = join(root, 'generated/lava/client.ts');
  const program = use
    .replace("'hookspec/clients/lava'", JSON.stringify(client))
    .replace('http://127.0.0.1:4010/lava/v1', mock.started.contracts[0]!.baseUrl);
  await writeFile(join(folder, 'run.ts'), program);
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(folder, 'run.ts')]);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^\S+ \S+\n$/);
});
