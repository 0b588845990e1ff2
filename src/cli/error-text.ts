/** How an error reads on stderr. */
import { HookspecError } from '../errors.ts';

/** A user's error as sentences: what, where, what to do. Anything else is a bug of ours and keeps its stack. */
export function toErrorText(error: unknown): string {
  if (error instanceof HookspecError) {
    const details = error.details.map((line) => `  ${line}\n`).join('');
    return `hookspec: ${error.message.replace(/[^.!?:]$/, '$&.')}\n${details}${error.hint}\n`;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `hookspec: this is a bug in hookspec, not in your files. Please report it with the lines below.\n${stack}\n`;
}
