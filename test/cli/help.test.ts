import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { root, runCli } from '../support/cli.ts';

test('shows every command and nothing that is not built', async () => {
  const { exitCode, stdout, stderr } = await runCli(['--help']);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toMatchInlineSnapshot(`
    "hookspec: the contract toolkit for webhook APIs

    Usage: hookspec COMMAND [ARGUMENTS]

    Build against a provider
      mock            Serve contracts on localhost: memory, limits, secrets, signed deliveries
      generate        Write types and a fetch client for contracts

    Judge
      check           Judge a live server against a contract
      check-receiver  Judge your own receiver: forgeries, duplicates, odd bodies
      replay          Run the requests that showed a fault once more
      lint            Check contract documents against lint rules
      diff            Show what a change of a contract breaks, for whom, with proof

    Write a receiver
      trigger         Send an event, signed, to a receiver
      listen          Receive deliveries: verify, judge, pass on

    Signatures
      sign            Sign a body and print the headers to send with it
      verify          Verify the signature of a delivery, and explain what is wrong

    Look up
      list            Show contracts, their operations, events and test keys
      completion      Print a script that completes words in bash, zsh or fish

    Start here
      hookspec mock                     every contract on http://127.0.0.1:4010
      hookspec list                     names, operations, events and test keys
      hookspec COMMAND --help           flags and examples of a command

    Exit codes: 0 clean, 1 findings, 2 usage or contract error, 3 server unreachable
    "
  `);
  expect(await runCli([])).toEqual({ exitCode: 2, stdout, stderr: '' });
});

test('shows the flags of a command in its help and on its page, each of them', { timeout: 60_000 }, async () => {
  for (const entry of commands) {
    const command = await entry.load();
    expect(command.name).toBe(entry.name);
    const { stdout } = await runCli(['help', entry.name]);
    const page = await readFile(join(root, `docs/commands/${entry.name}.md`), 'utf8');
    for (const flag of Object.keys(command.flags)) {
      expect(stdout).toContain(`  --${flag}`);
      expect(page).toContain(`--${flag}`);
    }
  }
});

test('prints the version of the package', async () => {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  expect(await runCli(['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
});
