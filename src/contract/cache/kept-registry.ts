/** The entries of registries, kept between runs: they are asked for before anything else. */
import { dirname, relative, resolve } from 'node:path';
import type { RegistryEntry } from '../registry.ts';
import { readEntry, writeEntry } from './entries.ts';
import { findShelves, ownShelf, toKey, toName, type Shelf } from './shelf.ts';

/** An entry whose paths are relative to the folder of the registry. */
interface Row {
  readonly name: string;
  readonly root: string;
  readonly overlays: readonly string[];
  readonly provider: boolean;
  readonly line: number;
  readonly column: number;
}

/** The text that was asked for last in this process: one command asks several times. */
let last: { readonly file: string; readonly text: string; readonly entries: readonly RegistryEntry[] } | undefined;

/** The entries of a registry with this text; undefined when they are not known. */
export function findEntries(file: string, text: string): readonly RegistryEntry[] | undefined {
  if (last?.file === file && last.text === text) return last.entries;
  for (const shelf of findShelves()) {
    const entry = readEntry(shelf.folder, keyOf(shelf, file, text));
    if (entry === undefined) continue;
    const entries = toEntries(file, entry);
    last = { file, text, entries };
    return entries;
  }
  return undefined;
}

/** Keeps the entries of a sound registry for the next run. */
export function keepEntries(
  file: string,
  text: string,
  entries: readonly RegistryEntry[],
  shelf: Shelf | undefined = ownShelf(),
): void {
  if (shelf === undefined) return;
  const folder = dirname(file);
  const rows = entries.map(({ name, root, overlays, provider, place }): Row => {
    const toPath = (path: string): string => relative(folder, path).replaceAll('\\', '/');
    return {
      name,
      root: toPath(root),
      overlays: overlays.map(toPath),
      provider,
      line: place.line,
      column: place.column,
    };
  });
  writeEntry(shelf.folder, keyOf(shelf, file, text), JSON.stringify(rows));
}

function toEntries(file: string, entry: Buffer): RegistryEntry[] {
  const folder = dirname(file);
  return (JSON.parse(entry.toString('utf8')) as readonly Row[]).map(
    ({ name, root, overlays, provider, line, column }) => ({
      name,
      root: resolve(folder, root),
      overlays: overlays.map((path) => resolve(folder, path)),
      provider,
      place: { file, line, column },
    }),
  );
}

function keyOf(shelf: Shelf, file: string, text: string): string {
  return toKey(shelf, 'registry', toName(shelf, file), text);
}
