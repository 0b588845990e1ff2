/** The seam to git: its program, started in a folder. */
import { spawn } from 'node:child_process';
import { HookspecError } from '../../../errors.ts';

/** What git answered. */
export interface GitAnswer {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Longest time for one answer, milliseconds: a partial clone may fetch what it lacks. */
const TIMEOUT = 60_000;

/**
 * Runs git. Nothing it is asked here changes the repository.
 * @param input written to its stdin
 * @throws HookspecError `NoRepository` where git is not installed
 */
export function runGit(cwd: string, args: readonly string[], input = ''): Promise<GitAnswer> {
  return new Promise((settle, fail) => {
    const env = { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' };
    const child = spawn('git', args, { cwd, env, timeout: TIMEOUT, stdio: ['pipe', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    // Git may close its stdin before it has read all of it; what it answers says why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', (cause) => {
      const message = `git cannot be started: ${cause.message}`;
      fail(
        new HookspecError('NoRepository', message, { hint: 'Install git, or give the two versions as files.', cause }),
      );
    });
    child.on('close', (code) => {
      const stderr = Buffer.concat(errors).toString('utf8').trim();
      settle({ exitCode: code ?? 1, stdout: Buffer.concat(out), stderr });
    });
  });
}
