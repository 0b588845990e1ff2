import { execFile, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findCandidates, shells } from '../../src/cli/completion-candidates.ts';
import { commands } from '../../src/cli/commands.ts';
import { root, runCli } from '../support/cli.ts';

const complete = (...words: string[]) => findCandidates(words, root);
const contracts = ['lava', 'encrata', 'agentmessage', 'leadlex', 'control'];

describe('a command line is completed', () => {
  test('with commands', async () => {
    expect(await complete('')).toEqual([...commands.map(({ name }) => name), 'help']);
    expect(await complete('check')).toEqual(['check', 'check-receiver']);
    expect(await complete('help', 'lis')).toEqual(['listen', 'list']);
    expect(await complete('nothing', '')).toEqual([]);
  });

  test('with flags and their values', async () => {
    expect(await complete('check', 'lava', '--se')).toEqual(['--server', '--second-token', '--seed']);
    expect(await complete('trigger', 'lava', '--fault', 'b')).toEqual(['bad-signature']);
    expect(await complete('verify', '--scheme', 'str')).toEqual(['stripe']);
    expect(await complete('mock', '--data', '')).toEqual([]);
  });

  test('with contracts', async () => {
    expect(await complete('trigger', '')).toEqual(contracts);
    expect(await complete('mock', 'lava', 'l')).toEqual(['lava', 'leadlex']);
    expect(await complete('check-receiver', 'http://127.0.0.1:3000', '--contract', 'le')).toEqual(['leadlex']);
    expect(await complete('check', 'lava', '')).toEqual([]);
  });

  test('with events of the contract', async () => {
    expect(await complete('trigger', 'lava', 'customer.d')).toEqual(['customer.deleted']);
    expect(await complete('trigger', '--secret', 's', 'lava', 'customer.d')).toEqual(['customer.deleted']);
    expect(await complete('check-receiver', 'URL', '--contract', 'leadlex', '--event', 'deal.d')).toEqual([
      'deal.deleted',
    ]);
    expect(await complete('trigger', 'no-such-contract', '')).toEqual([]);
  });

  test('in bash, by the script that is printed', { timeout: 30_000 }, async () => {
    const bin = join(root, 'src/cli/bin.ts');
    const script = `hookspec() { '${process.execPath}' '${bin}' "$@"; }
      source <(hookspec completion bash)
      COMP_WORDS=(hookspec trigger lava customer.d); COMP_CWORD=3; _hookspec; echo "\${COMPREPLY[*]}"
      complete -p hookspec`;
    const printed = await new Promise<string>((resolve) =>
      execFile('bash', ['-c', script], { cwd: root }, (_, stdout) => resolve(stdout)),
    );
    expect(printed).toBe('customer.deleted\ncomplete -o default -F _hookspec hookspec\n');
  });

  // CI installs both; elsewhere they may be missing.
  test.each(['fish', 'zsh'].filter((shell) => spawnSync(shell, ['--version']).status === 0))(
    'in %s, by the script that is printed',
    { timeout: 60_000 },
    async (shell) => {
      expect(await completeIn(shell, 'hookspec trigger lava customer.d', 'customer.deleted')).toContain(
        'customer.deleted',
      );
      expect(await completeIn(shell, 'hookspec mock --infe', '--infer')).toContain('--infer');
    },
  );

  test.each(shells)('by a script for %s', async (shell) => {
    const { exitCode, stdout, stderr } = await runCli(['completion', shell]);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain('hookspec completion candidates -- ');
  });
});

test('knows which shells it serves, and takes no flag of a line that is completed for its own', async () => {
  const { exitCode, stderr } = await runCli(['completion', 'tcsh']);
  expect([exitCode, stderr.split('\n')[0]]).toEqual([
    2,
    'hookspec: There is no completion for tcsh; known are bash, zsh, fish.',
  ]);
  expect(await runCli(['completion', 'candidates', '--', 'check', '--help', '--strict'])).toEqual({
    exitCode: 0,
    stdout: '--strict\n',
    stderr: '',
  });
});

/** What a shell writes when Tab is pressed behind a line that becomes a certain word. */
async function completeIn(shell: string, line: string, word: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hookspec-completion-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const command = join(folder, 'hookspec');
  await writeFile(command, `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'src/cli/bin.ts')}' "$@"\n`);
  await chmod(command, 0o755);
  const script = shell === 'fish' ? `hookspec completion fish | source; complete -C '${line}'` : toZsh(line, word);
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
  return new Promise((resolve) =>
    execFile(shell, ['-c', script], { cwd: root, env, timeout: 50_000 }, (_, stdout) => resolve(stdout)),
  );
}

/** Zsh completes at a terminal alone: one is made, and read until the word is there. */
function toZsh(line: string, word: string): string {
  return `zmodload zsh/zpty
    until_seen() { local seen; until [[ $seen == *$1* ]]; do zpty -rt shell part && seen+=$part || sleep 0.05; done; }
    zpty -b shell zsh -f -i
    zpty -w shell 'autoload -Uz compinit; compinit -u -D; source <(hookspec completion zsh); PS1=rea; PS1+=dy'
    until_seen ready
    zpty -w -n shell '${line}'$'\t'
    until_seen ${word} && print -r -- ${word}
    zpty -d shell`;
}
