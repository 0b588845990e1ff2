/** The folder of generated files: what it should hold, and what it holds. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HookspecError } from '../errors.ts';
import { isGenerated } from './header.ts';

/** Why a file is not as it should be. */
export interface StaleFile {
  /** Path relative to the output folder, with `/`. */
  readonly path: string;
  readonly problem: 'missing' | 'changed' | 'unexpected';
  /** Says in its first line that it was generated; true for a missing file. Others are never overwritten or removed. */
  readonly ours: boolean;
}

/**
 * Compares the output folder with what it should hold, byte by byte.
 * @param folder absolute path of the output folder; it need not exist
 * @param expected text by path relative to the folder, with `/`
 * @param whole whether the folder should hold nothing else; otherwise only the folders of `expected` are looked into
 * @throws HookspecError `UnreadableFile` when a file or folder cannot be read
 */
export function compareOutput(folder: string, expected: ReadonlyMap<string, string>, whole: boolean): StaleFile[] {
  const stale: StaleFile[] = [];
  for (const [path, text] of expected) {
    const found = read(join(folder, path));
    if (found === undefined) stale.push({ path, problem: 'missing', ours: true });
    else if (!found.equals(Buffer.from(text)))
      stale.push({ path, problem: 'changed', ours: isGenerated(String(found)) });
  }
  const roots = whole ? [''] : [...new Set([...expected.keys()].map((path) => dirname(path)))];
  for (const path of roots.flatMap((root) => listFiles(folder, root))) {
    if (expected.has(path)) continue;
    const text = read(join(folder, path));
    stale.push({ path, problem: 'unexpected', ours: text !== undefined && isGenerated(String(text)) });
  }
  return stale.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function listFiles(folder: string, root: string): string[] {
  const paths: string[] = [];
  const visit = (path: string) => {
    for (const name of guard(join(folder, path), () => readdirSync(join(folder, path))) ?? []) {
      const child = path === '' || path === '.' ? name : `${path}/${name}`;
      if (guard(join(folder, child), () => statSync(join(folder, child)))?.isDirectory()) visit(child);
      else paths.push(child);
    }
  };
  visit(root);
  return paths;
}

function read(path: string): Buffer | undefined {
  return guard(path, () => readFileSync(path));
}

/** @returns undefined where nothing is at the path */
function guard<T>(path: string, action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new HookspecError('UnreadableFile', `Cannot read ${path}: ${(error as Error).message}.`, { cause: error });
  }
}
