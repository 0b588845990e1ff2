/** `--effects URL|CMD`: asks how many deliveries a receiver has handled. */
import { exec } from 'node:child_process';
import { HookspecError } from '../errors.ts';

/** Milliseconds for one answer. */
const TIMEOUT = 10_000;

/**
 * Prepares the question. A URL is asked with GET, anything else is a command of the shell. The answer is a number, or JSON
 * that is a number, a list (its length counts) or an object with `count`.
 * @throws HookspecError Usage, at the question, where the answer is none of them
 */
export function createEffectsReader(source: string, cwd: string): () => Promise<number> {
  const isUrl = /^https?:\/\//i.test(source);
  return async () => toNumber(source, isUrl ? await get(source) : await runCommand(source, cwd));
}

async function get(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT) });
    if (response.ok) return await response.text();
    throw new Error(`it answered ${response.status}`);
  } catch (error) {
    const { cause, message } = error as Error;
    throw usage(url, cause instanceof Error ? cause.message : message);
  }
}

function runCommand(command: string, cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    exec(command, { cwd, timeout: TIMEOUT }, (error, stdout, stderr) => {
      if (error)
        reject(usage(command, stderr.trim().split('\n').at(-1) || `it ended with ${error.code ?? error.signal}`));
      else resolve(stdout);
    });
  });
}

function toNumber(source: string, text: string): number {
  const value = parse(text);
  const found = Array.isArray(value) ? value.length : ((value as { count?: unknown } | null)?.count ?? value);
  if (typeof found === 'number') return found;
  throw usage(source, `${JSON.stringify(text.trim().slice(0, 60))} is no number`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function usage(source: string, reason: string): HookspecError {
  return new HookspecError('Usage', `--effects ${source} tells no number: ${reason}`, {
    hint: 'Give a URL or a command that answers with how many deliveries the receiver has handled.',
  });
}
