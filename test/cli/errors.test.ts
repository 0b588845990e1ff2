import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';

// What users get wrong: one clear sentence, what to do, the right exit code, and never a stack.
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookspec-cli-'));
  await writeFile(join(folder, 'broken.yaml'), 'openapi: 3.1.0\ninfo: { title: A, version: 1\npaths: {}\n');
  await writeFile(join(folder, 'half.yaml'), 'openapi: 3.1.0\ninfo: { title: A }\npaths:\n  /a:\n    get: {}\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const fail = async (...args: string[]) => {
  const { exitCode, stdout, stderr } = await runCli(args, { cwd: folder });
  expect(stdout).toBe('');
  expect(stderr).not.toContain('    at ');
  return `${exitCode} ${stderr}`;
};

test('suggests the nearest command, flag and contract', async () => {
  expect(await fail('mok')).toMatchInlineSnapshot();
  expect(await fail('mock', '--prot', '1')).toMatchInlineSnapshot();
  expect(await fail('mock', 'leadlx')).toMatchInlineSnapshot();
});

test('says what value a flag takes', async () => {
  expect(await fail('mock', '--port')).toMatchInlineSnapshot();
  expect(await fail('mock', '--port', 'eighty')).toMatchInlineSnapshot();
  expect(await fail('mock', '--rate-limits', 'none')).toMatchInlineSnapshot();
  expect(await fail('mock', '--forward', 'localhost:3000')).toMatchInlineSnapshot();
  expect(await fail('mock', '--quiet=yes')).toMatchInlineSnapshot();
});

test('names the file that is missing or broken, with line and column', async () => {
  expect(await fail('mock', 'missing.yaml')).toMatchInlineSnapshot();
  expect(await fail('mock', 'broken.yaml')).toMatchInlineSnapshot();
  expect(await fail('lint', 'half.yaml')).toMatchInlineSnapshot();
});

test('says that a port is taken', async () => {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  expect(
    (await fail('mock', 'leadlex', '--port', String(port))).replaceAll(String(port), 'PORT'),
  ).toMatchInlineSnapshot();
  await new Promise((done) => server.close(done));
});

test('asks for the token and the server that a check needs', async () => {
  expect(await fail('check', 'leadlex', '--server', 'http://127.0.0.1:9')).toMatchInlineSnapshot();
  expect(await fail('check', 'leadlex', '--token', 'wbk_x')).toMatchInlineSnapshot();
  expect(await fail('check', 'leadlex', '--server', 'http://127.0.0.1:9', '--token', 'wbk_x')).toMatchInlineSnapshot();
  expect(await fail('check')).toMatchInlineSnapshot();
});
