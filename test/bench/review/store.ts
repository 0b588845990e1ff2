/** Keeps results, so that an interrupted benchmark goes on where it ended. */
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');
const folder = join(root, 'node_modules/.cache/hookspec/bench-review');

/** Results of one section by key, and where to put more. */
export interface Store<T> {
  readonly results: ReadonlyMap<string, T>;
  add(key: string, result: T): void;
}

/**
 * Opens the store of a section.
 * @param parts files and folders, from the root of the repository, that the results depend on: a change there empties it
 */
export function openStore<T>(section: string, parts: readonly string[]): Store<T> {
  const file = join(folder, `${section}-${toDigest(parts)}.ndjson`);
  mkdirSync(folder, { recursive: true });
  for (const old of filesOf(section).slice(KEPT)) rmSync(old);
  const results = new Map<string, T>();
  for (const line of read(file).split('\n').filter(Boolean)) {
    const [key, result] = JSON.parse(line) as [string, T];
    results.set(key, result);
  }
  return {
    results,
    add(key, result) {
      results.set(key, result);
      appendFileSync(file, `${JSON.stringify([key, result])}\n`);
    },
  };
}

/** Results of a section from its last run, whatever has changed since. */
export function readLast<T>(section: string): T[] {
  const [last] = filesOf(section);
  const lines = last === undefined ? [] : read(last).split('\n').filter(Boolean);
  return lines.map((line) => (JSON.parse(line) as [string, T])[1]);
}

/** Files of so many runs are kept for each section. */
const KEPT = 3;

/** Newest first. */
function filesOf(section: string): string[] {
  const files = readdirSync(folder).filter((name) => name.startsWith(`${section}-`));
  return files.map((name) => join(folder, name)).toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
}

/** Parts of the repository that decide what a comparison gives. */
export const COMPARED = ['src/review/diff', 'src/contract', 'openapi', 'test/review/diff/second-opinion'] as const;

function toDigest(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    for (const file of listFiles(join(root, part))) hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 12);
}

function listFiles(path: string): string[] {
  if (/\.\w+$/.test(path)) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
