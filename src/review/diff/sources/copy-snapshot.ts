/** Copies what a document needs out of a snapshot, because the loader reads files. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { HookspecError } from '../../../errors.ts';
import type { Snapshot } from './snapshot.ts';

/** Files of a snapshot in a folder of their own. */
export interface SnapshotCopy {
  readonly folder: string;
  /** Absolute name of a copied file → the file as places name it. */
  readonly shown: ReadonlyMap<string, string>;
  /** Where the copy of a path is, or would be. */
  toFile(path: string): string;
  /** Removes the folder. */
  dispose(): Promise<void>;
}

/** Files, and bytes in all, that one document may be made of. */
const MOST_FILES = 2000;
const MOST_BYTES = 100 * 1024 * 1024;

/** What git has in place of a file that Git LFS keeps elsewhere. */
const LFS = 'version https://git-lfs.github.com/spec/';

/**
 * Copies files and all that they refer to, and so on.
 * @param roots paths to begin with; those that do not exist are left out
 * @throws HookspecError `UnreadableFile`
 */
export async function copySnapshot(snapshot: Snapshot, roots: readonly string[]): Promise<SnapshotCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'hookspec-diff-'));
  const toFile = (path: string): string => join(folder, snapshot.toLocal(path));
  const dispose = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const texts = await collect(snapshot, roots);
    const shown = new Map<string, string>();
    for (const [path, text] of texts) {
      const file = toFile(path);
      shown.set(file, snapshot.toShown(path));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    return { folder, shown, toFile, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function collect(snapshot: Snapshot, roots: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const asked = new Set<string>(roots);
  let bytes = 0;
  for (let next = [...asked]; next.length > 0;) {
    const found = await snapshot.readAll(next);
    next = [];
    for (const [path, text] of found) {
      assertPlain(snapshot, path, text);
      texts.set(path, text);
      bytes += text.length;
      for (const reference of snapshot.listReferences(text)) {
        const target = snapshot.resolve(reference, path);
        if (target === undefined || asked.has(target)) continue;
        asked.add(target);
        next.push(target);
      }
    }
    if (texts.size > MOST_FILES || bytes > MOST_BYTES) {
      const name = `${snapshot.lead}${roots[0] ?? ''}`;
      throw new HookspecError('UnreadableFile', `${name} refers to more than ${MOST_FILES} files or 100 MB`);
    }
  }
  return texts;
}

function assertPlain(snapshot: Snapshot, path: string, text: string): void {
  if (!text.startsWith(LFS)) return;
  const message = `${snapshot.lead}${path} is kept by Git LFS, and git has only its address`;
  throw new HookspecError('UnreadableFile', message, { hint: 'Give the two versions as files.' });
}
