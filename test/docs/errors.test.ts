import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { HookspecError, errorCodes } from '../../src/errors.ts';
import { root } from '../support/cli.ts';
import { openRepository } from '../support/repository.ts';

// docs/errors.md explains every row of the table, and what it shows is what is really said.
const page = await readFile(join(root, 'docs/errors.md'), 'utf8');
const sections = page
  .split(/^## /m)
  .slice(1)
  .map((text) => ({ code: text.slice(0, text.indexOf('\n')), text }));

test('explains every code of the table, in its order, and no other', () => {
  expect(sections.map(({ code }) => code)).toEqual(errorCodes);
});

test('lists every code with its exit code', () => {
  const rows = [...page.matchAll(/^\| \[(\w+)\]\(#(\w+)\) \| (\d+) \|$/gm)].map((match) => match.slice(1));
  expect(rows).toEqual(
    errorCodes.map((code) => [code, code.toLowerCase(), String(new HookspecError(code, 'x').exitCode)]),
  );
});

test.each(sections)('shows for $code what is really said', async ({ code, text }) => {
  const { exitCode, hint } = new HookspecError(code as (typeof errorCodes)[number], 'x');
  const [, command, shown] = /```console\n\$ hookspec (.+)\n([\s\S]*?)```/.exec(text) ?? [];
  // Where the page says that nothing listens, or that something does, it is so.
  const port = await (code === 'PortTaken' ? takePort() : freePort());
  const args = command!.replaceAll('4010', String(port)).split(' ');
  const folder = await writeFiles(text);
  // A revision is unknown to a repository.
  if (code === 'UnknownRevision')
    await openRepository(folder, true).then(({ git }) => git('commit', '--allow-empty', '--message', 'A'));
  const said = await run(args, folder);
  expect(said.text.replaceAll(String(port), '4010').replaceAll(`${folder}/`, '')).toBe(shown);
  expect(said.exitCode).toBe(exitCode);
  expect(shown?.trimEnd().split('\n').at(-1)).toBe(hint);
});

async function run(args: readonly string[], cwd: string): Promise<{ exitCode: number; text: string }> {
  let text = '';
  const exitCode = await main(args, {
    stdout: (out) => expect(out).toBe(''),
    stderr: (out) => void (text += out),
    cwd,
    env: {},
    signal: AbortSignal.timeout(10_000),
  });
  return { exitCode, text };
}

async function writeFiles(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hookspec-errors-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'api'));
  for (const [, file, content] of text.matchAll(/```yaml file=(\S+)\n([\s\S]+?)```/g)) {
    await mkdir(dirname(join(folder, file!)), { recursive: true });
    await writeFile(join(folder, file!), content!);
  }
  return folder;
}

async function takePort(): Promise<number> {
  const server = createServer();
  onTestFinished(() => new Promise((done) => void server.close(() => done())));
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => void server.close(done));
  return port;
}
