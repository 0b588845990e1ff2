/** Files that a document refers to: which of them may be read, and reading them. */
import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HookspecError } from '../errors.ts';
import { isAddress } from './source/is-address.ts';
import { parseSource } from './source/parse-source.ts';
import type { ParsedSource } from './source/parse-source.ts';
import { readSource } from './source/read-source.ts';

/** What may be read. */
export interface FilePolicy {
  /** Folders whose files may be read; links are followed before the comparison. */
  readonly folders: readonly string[];
  /** Read any file and any http(s) address. */
  readonly allowAll: boolean;
  readonly cwd: string;
  /** Told of every text that was read, by the absolute name of its file. */
  readonly onRead: (file: string, text: string) => void;
}

/** Longest wait for a document on the net, milliseconds. */
const FETCH_TIMEOUT = 10_000;

/**
 * The absolute name of the file that a reference names.
 * @param uri the part before `#`, e.g. `./schemas.yaml` or `https://…`
 * @param from file that holds the reference; relative names start there
 */
export function toTarget(uri: string, from: string): string {
  if (isAddress(uri)) return uri;
  if (isAddress(from)) return new URL(uri, from).href;
  if (uri.startsWith('file:')) return fileURLToPath(uri);
  return resolve(dirname(from), decode(uri));
}

/** Why a target may not be read, or undefined when it may. */
export async function refusal(target: string, policy: FilePolicy): Promise<string | undefined> {
  if (policy.allowAll) return undefined;
  if (isAddress(target)) return 'it is on the net';
  const real = await realpathOf(target);
  for (const folder of policy.folders) {
    const path = relative(await realpathOf(folder), real);
    if (path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path)) return undefined;
  }
  return "it lies outside the document's folder";
}

/**
 * Reads and parses a target that may be read, or a file of the document's own.
 * @throws HookspecError `FileNotFound`, `UnreadableFile`
 */
export async function readTarget(target: string, policy: FilePolicy): Promise<ParsedSource> {
  const text = isAddress(target) ? await fetchText(target) : await readSource(target, policy.cwd);
  policy.onRead(target, text);
  return parseSource(text, target);
}

async function fetchText(address: string): Promise<string> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(FETCH_TIMEOUT) });
    if (response.ok) return await response.text();
    throw new Error(`the server answered ${response.status}`);
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new HookspecError('UnreadableFile', `Cannot read ${address}: ${reason}.`, { cause });
  }
}

// A file that does not exist is judged by its folder; its absence is reported when it is read.
async function realpathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(await realpathOf(folder), basename(path));
  }
}

function decode(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
