/**
 * Entries of the cache: files that may be missing, torn or foreign at any moment. Nothing here ever fails: what cannot
 * be read was never there, what cannot be written is made again next time. The first line of an entry is the SHA-256 of
 * all that follows.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toHash } from './hash.ts';

/** Most entries, and most bytes in all; beyond either the oldest go. */
export interface Limits {
  readonly entries: number;
  readonly bytes: number;
}

const LIMITS: Limits = { entries: 256, bytes: 128 * 1024 * 1024 };

/** Ending of an entry; anything else in the folder is left alone, but for temporary files of a run that was killed. */
const ENDING = '.plan';
const TEMPORARY = '.tmp';
const FORGOTTEN_AFTER = 60 * 60 * 1000;

/** Length of a SHA-256 in hexadecimal and the line break behind it. */
const CONTENT = 65;

/** The content of an entry; undefined when there is none, or not a whole one. */
export function readEntry(folder: string, key: string): Buffer | undefined {
  try {
    const entry = readFileSync(join(folder, key + ENDING));
    const content = entry.subarray(CONTENT);
    return toHash(content) === entry.toString('latin1', 0, CONTENT - 1) ? content : undefined;
  } catch {
    return undefined;
  }
}

/** Writes an entry in one step, so that no reader ever sees a part of it, and makes room. */
export function writeEntry(folder: string, key: string, content: string, limits: Limits = LIMITS): void {
  const temporary = join(folder, `${key}.${process.pid}-${Math.random().toString(36).slice(2)}${TEMPORARY}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(temporary, `${toHash(content)}\n${content}`, { mode: 0o600 });
    renameSync(temporary, join(folder, key + ENDING));
    makeRoom(folder, limits);
  } catch {
    remove(temporary);
  }
}

function makeRoom(folder: string, limits: Limits): void {
  const now = Date.now();
  const entries: { file: string; size: number; age: number }[] = [];
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const info = statSync(file, { throwIfNoEntry: false });
    if (info === undefined) continue;
    const age = now - info.mtimeMs;
    if (name.endsWith(ENDING)) entries.push({ file, size: info.size, age });
    else if (name.endsWith(TEMPORARY) && age > FORGOTTEN_AFTER) remove(file);
  }
  entries.sort((a, b) => a.age - b.age);
  let bytes = 0;
  for (const [index, { file, size }] of entries.entries()) {
    bytes += size;
    if (index >= limits.entries || bytes > limits.bytes) remove(file);
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Somebody else's by now.
  }
}
