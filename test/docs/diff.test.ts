import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, runCli } from '../support/cli.ts';
import { makeTestFolder } from '../support/repository.ts';

// What docs/commands/diff.md shows is what is really said about the files that it shows.
const page = await readFile(join(root, 'docs/commands/diff.md'), 'utf8');

test('shows what is really said about the files of the page', async () => {
  const folder = await makeTestFolder();
  const files = [...page.matchAll(/```yaml file=(\S+)\n([\s\S]+?)```/g)];
  for (const [, file, text] of files) await writeFile(join(folder, file!), text!);
  const [, command, shown] = /```console\n\$ hookspec (.+)\n([\s\S]*?)```/.exec(page) ?? [];
  const { exitCode, stdout, stderr } = await runCli(command!.split(' '), { cwd: folder });
  expect([exitCode, stderr]).toEqual([1, '']);
  expect(stdout).toBe(shown);
});
