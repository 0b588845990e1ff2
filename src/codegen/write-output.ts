/** Brings the folder of generated files to what it should hold. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HookspecError } from '../errors.ts';
import type { StaleFile } from './output.ts';

/**
 * Writes and removes what `compareOutput` found. Files without the header of a generated file are somebody's work:
 * one in the way stops the whole run before anything is written, others stay.
 * @returns the files that stay although they should not be there
 * @throws HookspecError `Usage` when a hand-written file is in the way, `UnreadableFile` when writing fails
 */
export function writeOutput(
  folder: string,
  expected: ReadonlyMap<string, string>,
  stale: readonly StaleFile[],
): readonly StaleFile[] {
  const blocked = stale.filter((file) => file.problem === 'changed' && !file.ours);
  if (blocked.length > 0) {
    throw new HookspecError('Usage', `Files that were not generated are in the way in ${folder}.`, {
      details: blocked.map((file) => file.path),
      hint: 'Move them, or choose another folder with --output.',
    });
  }
  for (const file of stale) {
    const path = join(folder, file.path);
    const text = expected.get(file.path);
    try {
      if (text !== undefined) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      } else if (file.ours) rmSync(path);
    } catch (error) {
      throw new HookspecError('UnreadableFile', `Cannot write ${path}: ${(error as Error).message}.`, { cause: error });
    }
  }
  return stale.filter((file) => file.problem === 'unexpected' && !file.ours);
}
