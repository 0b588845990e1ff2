import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root, runCli, startCliMock } from '../support/cli.ts';

// The page is the test: its files are written, its commands are run, only the port differs.
interface Block {
  readonly info: string;
  readonly text: string;
}
let folder: string;
let blocks: readonly Block[];

beforeAll(async () => {
  const page = await readFile(join(root, 'docs/your-own-api.md'), 'utf8');
  blocks = [...page.matchAll(/```(\w+ (?:file|run)=\S+)\n([\s\S]*?)```/g)].map(([, info, text]) => ({
    info: info!,
    text: text!,
  }));
  folder = await mkdtemp(join(tmpdir(), 'your-own-api-'));
  for (const { info, text } of blocks) {
    const file = /file=(\S+)/.exec(info)?.[1];
    if (file !== undefined) await writeFile(join(folder, file), text);
  }
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const commands = (kind: string) =>
  blocks.filter(({ info }) => info === `sh run=${kind}`).map(({ text }) => text.trim().split(/\s+/).slice(1));

test('leads from a document to a mock, a verdict and a client', async () => {
  const [plain, withRules] = commands('background');
  const [check] = commands('check');
  const [generate] = commands('generate');

  await using schemasOnly = await startCliMock(plain!.slice(1), { cwd: folder });
  const example = await fetch(`${schemasOnly.started.contracts[0]!.baseUrl}/hooks/1`, {
    headers: { Authorization: 'Bearer any' },
  });
  expect(await example.json()).toEqual({ id: 'hk_0123456789', url: 'https://shop.example.com/hook' });

  await using mock = await startCliMock(withRules!.slice(1), { cwd: folder });
  const { port } = mock.started;
  const checked = await runCli([...check!.map((word) => word.replace('4010', String(port))), '--format', 'json'], {
    cwd: folder,
  });
  expect(JSON.parse(checked.stdout)).toMatchObject({ contract: 'shop', findings: [] });
  expect(checked.exitCode).toBe(0);

  expect(await runCli(generate!, { cwd: folder })).toMatchObject({ exitCode: 0 });
  const use = await readFile(join(folder, 'use.ts'), 'utf8');
  await writeFile(join(folder, 'use.ts'), use.replace('4010', String(port)));
  const tsc = join(root, 'node_modules/typescript7/bin/tsc');
  const run = promisify(execFile);
  const options = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2024',
    '--allowImportingTsExtensions',
    '--types',
    'node',
  ];
  await run(process.execPath, [tsc, ...options, 'use.ts'], { cwd: folder });
  const { stdout } = await run(process.execPath, ['use.ts'], { cwd: folder });
  expect(stdout).toBe('201 https://shop.example.com/hook\n');
}, 60_000);
