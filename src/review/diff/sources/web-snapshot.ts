/** The files of a web server, each asked for once, with a limit of time and size. */
import { HookspecError } from '../../../errors.ts';
import { listRefs } from './references-in-text.ts';
import type { Snapshot } from './snapshot.ts';

/** Limits of what is fetched. */
export interface WebLimits {
  /** Longest time for one file, milliseconds. Default 10 000. */
  readonly timeoutMs?: number;
  /** Largest file, bytes. Default 20 MB. */
  readonly mostBytes?: number;
}

/** Paths are whole addresses. References are followed as far as they stay on the server of the first. */
export function openWeb(
  address: string,
  { timeoutMs = 10_000, mostBytes = 20 * 1024 * 1024 }: WebLimits = {},
): Snapshot {
  const { origin } = new URL(address);
  return {
    lead: '',
    async readAll(paths) {
      const texts = await Promise.all(paths.map((path) => fetchText(path, timeoutMs, mostBytes)));
      return new Map(paths.map((path, index) => [path, texts[index]!]));
    },
    listReferences: listRefs,
    resolve(reference, from) {
      const target = URL.canParse(reference, from) ? new URL(reference, from) : undefined;
      return target?.origin === origin ? target.href : undefined;
    },
    toLocal: (path) => new URL(path).pathname.split('/').filter(Boolean).map(toName).join('/') || 'index',
    toShown: (path) => path,
  };
}

async function fetchText(address: string, timeoutMs: number, mostBytes: number): Promise<string> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > mostBytes) throw new Error(`it is larger than ${mostBytes / 1024 / 1024} MB`);
      chunks.push(chunk);
    }
    return new TextDecoder().decode(Buffer.concat(chunks));
  } catch (cause) {
    throw new HookspecError('UnreadableFile', `Cannot read ${address}: ${toReason(cause as Error, timeoutMs)}.`, {
      hint: 'Check the address, or fetch the document yourself and give it as a file.',
      cause,
    });
  }
}

function toReason(error: Error, timeoutMs: number): string {
  if (error.name === 'TimeoutError') return `there was no whole answer within ${timeoutMs / 1000} s`;
  return error.cause instanceof Error
    ? error.cause.message || (error.cause as NodeJS.ErrnoException).code!
    : error.message;
}

/** A part of a path as the loader will ask for it; none leads out of the folder. */
function toName(part: string): string {
  try {
    const name = decodeURIComponent(part);
    return /[/\\\0]|^\.{1,2}$/.test(name) ? '_' : name;
  } catch {
    return part;
  }
}
