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
  return `${exitCode} ${stderr.replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')}`;
};

test('suggests the nearest command, flag and contract', async () => {
  expect(await fail('mok')).toMatchInlineSnapshot(`
    "2 hookspec: Unknown command "mok". Did you mean mock?
    Run \`hookspec --help\` for the commands and their flags.
    "
  `);
  expect(await fail('mock', '--prot', '1')).toMatchInlineSnapshot(`
    "2 hookspec: mock has no flag --prot. Did you mean --port?
    Usage: hookspec mock [CONTRACT|FILE…]
    Run \`hookspec mock --help\` for all flags.
    "
  `);
  expect(await fail('mock', 'leadlx')).toMatchInlineSnapshot(`
    "2 hookspec: There is no contract leadlx; known are lava, encrata, agentmessage, leadlex. Did you mean leadlex?
    Run \`hookspec list\` for the names, or give a path to an OpenAPI file.
    "
  `);
});

test('says what value a flag takes', async () => {
  expect(await fail('mock', '--port')).toMatchInlineSnapshot(`
    "2 hookspec: --port needs a value, e.g. --port PORT.
    Usage: hookspec mock [CONTRACT|FILE…]
    Run \`hookspec mock --help\` for all flags.
    "
  `);
  expect(await fail('mock', '--port', 'eighty')).toMatchInlineSnapshot(`
    "2 hookspec: --port eighty is no whole number from 0 to 65535.
    Run \`hookspec --help\` for the commands and their flags.
    "
  `);
  expect(await fail('mock', '--rate-limits', 'none')).toMatchInlineSnapshot(`
    "2 hookspec: --rate-limits none is not possible; choose exact, headers-only, off.
    Usage: hookspec mock [CONTRACT|FILE…]
    Run \`hookspec mock --help\` for all flags.
    "
  `);
  expect(await fail('mock', '--forward', 'localhost:3000')).toMatchInlineSnapshot(`
    "2 hookspec: The mapping "localhost:3000" has no "=" between the registered origin and the local one.
    Write it like https://hooks.example.com=http://127.0.0.1:PORT.
    "
  `);
  expect(await fail('mock', '--quiet=yes')).toMatchInlineSnapshot(`
    "2 hookspec: --quiet takes no value.
    Usage: hookspec mock [CONTRACT|FILE…]
    Run \`hookspec mock --help\` for all flags.
    "
  `);
});

test('names the file that is missing or broken, with line and column', async () => {
  expect(await fail('mock', 'missing.yaml')).toMatchInlineSnapshot(`
    "2 hookspec: There is no file missing.yaml.
    Check the path; it is relative to the current folder.
    "
  `);
  expect(await fail('mock', 'broken.yaml')).toMatchInlineSnapshot(`
    "2 hookspec: broken.yaml is not a valid OpenAPI document: 1 problem.
      broken.yaml:3:1  syntax error: flow map in block collection must be sufficiently indented and end with a }
    Mend the places above and run the command again.
    "
  `);
  expect(await fail('list', 'half.yaml')).toMatchInlineSnapshot(`
    "2 hookspec: half.yaml is not a valid contract: 1 problem.
      half.yaml:2:1  \`version\` is missing  (add it)
    Mend the places above and run the command again.
    "
  `);
});

async function findClosedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

test('says that a port is taken', async () => {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  expect((await fail('mock', 'leadlex', '--port', String(port))).replaceAll(String(port), 'PORT'))
    .toMatchInlineSnapshot(`
      "2 hookspec: Port PORT on 127.0.0.1 is taken.
      Stop the other program or choose another port with --port; --port 0 takes a free one.
      "
    `);
  await new Promise((done) => server.close(done));
});

test('asks for the token and the server that a check needs', async () => {
  expect(await fail('check', 'leadlex', '--server', 'http://127.0.0.1:9')).toMatchInlineSnapshot(`
    "2 hookspec: leadlex asks for credentials in 6 operations, e.g. listWebhooks, and no token was given.
    Pass --token TOKEN or set HOOKSPEC_TOKEN; \`hookspec list\` shows the mock keys.
    "
  `);
  expect(await fail('check', 'leadlex', '--token', 'wbk_x')).toMatchInlineSnapshot(`
    "2 hookspec: check needs --server URL: the address of the server to judge.
    Start one with \`hookspec mock\`, or give the address of a live server.
    "
  `);
  expect(await fail('check', 'leadlex', '--server', `http://127.0.0.1:${await findClosedPort()}`, '--token', 'wbk_x'))
    .toMatchInlineSnapshot(`
      "3 hookspec: http://127.0.0.1:PORT does not answer: connect ECONNREFUSED 127.0.0.1:PORT.
      Start the server, or check the address given with --server.
      "
    `);
  expect(await fail('check')).toMatchInlineSnapshot(`
    "2 hookspec: too few arguments for check.
    Usage: hookspec check CONTRACT|FILE --server URL --token TOKEN
    Run \`hookspec check --help\` for all flags.
    "
  `);
});
