import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { loadContract, type LoadOptions } from '../../../src/contract/load.ts';
import { HookspecError } from '../../../src/errors.ts';

/** Writes files, by relative path, into a fresh folder that is removed after the test. Returns the folder. */
export async function writeFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'hookspec-contract-')));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

/** Loads `api.yaml` of a fresh folder with these files. */
export async function loadFiles(files: Readonly<Record<string, string>>, options: LoadOptions = {}) {
  const cwd = await writeFolder(files);
  return loadContract('./api.yaml', { cwd, ...options });
}

/** What the user is told when a promise fails as it should. */
export async function refusalOf(promise: Promise<unknown>) {
  const error: unknown = await promise.then(
    () => new Error('nothing was refused'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof HookspecError)) throw error;
  return { code: error.code, message: error.message, details: error.details };
}

/** The details that loading `api.yaml` of a fresh folder ends with. */
export async function detailsOf(files: Readonly<Record<string, string>>, options: LoadOptions = {}) {
  return (await refusalOf(loadFiles(files, options))).details;
}

/** A place in a fresh folder, short. */
export function shortPlace({ file, line, column }: { file: string; line: number; column: number }): string {
  return `${file.replace(/^.*\//, '')}:${line}:${column}`;
}
