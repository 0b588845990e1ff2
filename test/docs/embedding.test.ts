import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleForBrowser } from '../support/bundle.ts';
import { root } from '../support/cli.ts';
import { compile, compilers } from '../types/compile.ts';

// The page is the test: its programs are compiled and run, and print what it shows; only import paths differ.
const page = await readFile(join(root, 'docs/embedding.md'), 'utf8');
const programs = [...page.matchAll(/```ts run=(\w+)\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/g)].map(
  ([, name, text, output]) => ({ name: name!, text: text!, output: output! }),
);
const SOURCES: Record<string, string> = {
  hookspec: 'src/index.ts',
  'hookspec/msw': 'src/mock/msw-node.ts',
  'hookspec/clients/lava': 'generated/lava/client.ts',
};
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookspec-embedding-'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function resolveImports(text: string, sources: Record<string, string>): string {
  return text.replaceAll(/from '(hookspec[^']*)'/g, (_, name: string) => {
    return `from ${JSON.stringify(join(root, sources[name]!))}`;
  });
}

test('shows a program for each way to embed the mock', () => {
  expect(programs.map(({ name }) => name)).toEqual(['port', 'function', 'msw', 'data']);
});

test.each(programs)('runs the program for $name, and it prints what the page shows', async ({ name, text, output }) => {
  const file = join(folder, `${name}.ts`);
  await writeFile(file, resolveImports(text, SOURCES));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [file], { cwd: folder });
  expect({ stdout, stderr }).toEqual({ stdout: output, stderr: '' });
});

test('compiles', { timeout: 60_000 }, async () => {
  for (const { name, text } of programs) await writeFile(join(folder, `${name}.types.ts`), `${text}\nexport {};\n`);
  const paths = Object.fromEntries(Object.entries(SOURCES).map(([name, file]) => [name, [join(root, file)]]));
  const project = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { paths, noUnusedLocals: false },
    files: programs.map(({ name }) => `${name}.types.ts`),
    include: [],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(project));
  const [, compiler] = compilers.at(-1)!;
  expect(await compile(compiler, join(folder, 'tsconfig.json'))).toBe('');
});

test('bundles the program for browsers without anything of Node', async () => {
  const [, text] = /```ts bundle\n([\s\S]*?)```/.exec(page)!;
  const sources = { hookspec: 'src/mock/browser.ts', 'hookspec/msw': 'src/mock/msw.ts' };
  const { imports, inputs } = await bundleForBrowser(resolveImports(text!, sources));
  expect(imports).toEqual([]);
  expect(inputs).toContain('generated/lava/openapi.json');
});
