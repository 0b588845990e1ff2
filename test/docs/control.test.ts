import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findRegistry } from '../../src/contract/registry.ts';
import { startMock, type Mock } from '../../src/mock/start.ts';
import { operations } from '../mock/control/support.ts';
import { root } from '../support/cli.ts';
import { compile, compilers } from '../types/compile.ts';

const page = await readFile(join(root, 'docs/control.md'), 'utf8');
const lines = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, text]) => text!.trimEnd().split(/\n(?=curl )/));

let mock: Mock;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookspec-control-'));
  const { entries } = await findRegistry(root);
  mock = await startMock(
    entries.filter(({ provider }) => provider).map(({ name }) => name),
    { seed: 1 },
  );
});
afterAll(async () => {
  await mock?.close();
  await rm(folder, { recursive: true, force: true });
});

test('runs every line of the page, in its order', { timeout: 60_000 }, async () => {
  const results: string[] = [];
  const expected: string[] = [];
  for (const line of lines) {
    const [, status] = / # (\d+)$/.exec(line) ?? [];
    const command = line.replaceAll('http://127.0.0.1:4010', mock.url);
    const { code, stdout } = await run(command);
    // A line with a status shows it; one without must succeed, or its own -s lets it fail.
    results.push(`${line}: ${status === undefined ? code : stdout.slice(-3)}`);
    expected.push(`${line}: ${status ?? 0}`);
  }
  expect(results).toEqual(expected);
});

test('has an example of every operation', () => {
  const shown = lines.flatMap((line) => {
    const [, path] = /127\.0\.0\.1:4010\/_hookspec([^\s'?]*)/.exec(line) ?? [];
    const method = /-X (\w+)/.exec(line)?.[1] ?? 'GET';
    const found = operations.filter(
      (operation) =>
        operation.method === method.toLowerCase() &&
        path !== undefined &&
        new RegExp(`^${operation.path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(path),
    );
    return found.map(({ id }) => id);
  });
  expect([...new Set(shown)].toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
});

test.each(compilers)('shows a client that compiles under %s', { timeout: 60_000 }, async (_, compiler) => {
  const [, program = ''] = /```ts\n([\s\S]*?)```/.exec(page) ?? [];
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(join(folder, 'use.ts'), program);
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    types: [],
    paths: { 'hookspec/clients/*': [join(root, 'generated/*/client.ts')] },
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }));
  expect(await compile(compiler, join(folder, 'tsconfig.json'))).toBe('');
});

async function run(command: string): Promise<{ code: number; stdout: string }> {
  try {
    const { stdout } = await promisify(execFile)('bash', ['-c', command], { cwd: folder });
    return { code: 0, stdout };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { code, stdout };
  }
}
