/** Waits for the end of a command that runs until it is told to stop. */
import type { CliIo } from './command.ts';

/** Resolves at Ctrl-C. */
export function untilAborted({ signal }: Pick<CliIo, 'signal'>): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
