/** Where the package itself is installed. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let root: string | undefined;

/** The package's own folder: the nearest one above this file whose package.json is named `hookspec`. */
export function packageRoot(): string {
  root ??= search(dirname(fileURLToPath(import.meta.url)));
  return root;
}

function search(folder: string): string {
  if (nameIn(join(folder, 'package.json')) === 'hookspec') return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('The package.json of hookspec is missing above its own files.');
  return search(parent);
}

function nameIn(file: string): unknown {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown }).name;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
