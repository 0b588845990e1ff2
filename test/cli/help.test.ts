import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { root, runCli } from '../support/cli.ts';

test('shows every command and nothing that is not built', async () => {
  const { exitCode, stdout, stderr } = await runCli(['--help']);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toMatchInlineSnapshot();
  expect(await runCli([])).toEqual({ exitCode: 2, stdout, stderr: '' });
});

test('shows the flags of a command in its help and on its page, each of them', async () => {
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
