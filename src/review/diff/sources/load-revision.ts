/** A version out of a revision of git: its document, what that refers to, and its redocly.yaml, all of that revision. */
import { join, posix, relative, sep } from 'node:path';
import { parseRegistry, type RegistryEntry } from '../../../contract/registry.ts';
import { HookspecError } from '../../../errors.ts';
import { compileCopy } from './compile-copy.ts';
import { copySnapshot } from './copy-snapshot.ts';
import { nameOfFile } from './name-of-file.ts';
import { isPath } from './parse-source-name.ts';
import type { Repository } from './repository.ts';
import type { LoadedSide, SideOptions } from './side.ts';
import type { Snapshot } from './snapshot.ts';

/** The redocly.yaml of a revision. */
export interface RevisionRegistry {
  /** Path in the repository. */
  readonly path: string;
  readonly entries: readonly RegistryEntry[];
}

/**
 * Loads `REV:what`. A path is looked for from the top of the repository, as git does, then from the current folder; one
 * that begins with `./` or `../` from the current folder alone.
 * @returns a side without a contract where the revision has nothing there
 * @throws HookspecError for a document that cannot be read, and for a redocly.yaml that cannot
 */
export async function loadRevision(
  repository: Repository,
  snapshot: Snapshot,
  what: string,
  options: SideOptions,
): Promise<LoadedSide> {
  const label = `${snapshot.lead}${what}`;
  if (!isPath(what)) {
    const registry = await findRevisionRegistry(repository, snapshot, options.cwd);
    const entry = registry?.entries.find(({ name }) => name === what);
    if (entry) return { label, ...(await loadEntry(repository, snapshot, entry, options)) };
  }
  const [path] = await findPath(repository, snapshot, what);
  if (path === undefined) return { label };
  const name = nameOfFile(path);
  return { label, named: false, ...(await load(snapshot, { name, root: path, overlays: [] }, options)) };
}

/**
 * Loads an entry of the revision's redocly.yaml.
 * @returns no contract where its document is missing
 */
export async function loadEntry(
  { root }: Repository,
  snapshot: Snapshot,
  entry: RegistryEntry,
  options: SideOptions,
): Promise<Pick<LoadedSide, 'contract'>> {
  const toPath = (file: string): string => relative(root, file).split(sep).join('/');
  return load(snapshot, { name: entry.name, root: toPath(entry.root), overlays: entry.overlays.map(toPath) }, options);
}

/**
 * Loads the document of a newer entry as it was in the revision, for revisions that do not name it. Overlays that were
 * not there yet are left out.
 * @returns no contract where the document was not there
 */
export async function loadLaterEntry(
  repository: Repository,
  snapshot: Snapshot,
  entry: RegistryEntry,
  options: SideOptions,
): Promise<Pick<LoadedSide, 'contract'>> {
  const toPath = (file: string): string => relative(repository.root, file).split(sep).join('/');
  const known = await snapshot.readAll(entry.overlays.map(toPath));
  const overlays = entry.overlays.filter((file) => known.has(toPath(file)));
  return loadEntry(repository, snapshot, { ...entry, overlays }, options);
}

/**
 * The redocly.yaml that holds for the current folder in that revision.
 * @throws HookspecError `InvalidConfig`
 */
export async function findRevisionRegistry(
  { root, prefix }: Repository,
  snapshot: Snapshot,
  cwd: string,
): Promise<RevisionRegistry | undefined> {
  const folders = prefix.split('/').filter(Boolean);
  const paths = [...folders.keys(), folders.length]
    .toSorted((a, b) => b - a)
    .map((depth) => [...folders.slice(0, depth), 'redocly.yaml'].join('/'));
  const texts = await snapshot.readAll(paths);
  const path = paths.find((candidate) => texts.has(candidate));
  if (path === undefined) return undefined;
  try {
    return { path, entries: await parseRegistry(texts.get(path)!, join(root, path), cwd) };
  } catch (error) {
    if (!(error instanceof HookspecError)) throw error;
    const { code, message, details, hint } = error;
    throw new HookspecError(code, `${snapshot.lead}${message}`, { details, hint, cause: error });
  }
}

/** Those of the paths that a text may mean which the revision has, the likeliest first. */
export async function findPath({ prefix }: Repository, snapshot: Snapshot, what: string): Promise<string[]> {
  const here = posix.join(prefix, what);
  const candidates = /^\.{1,2}\//.test(what) ? [here] : [posix.normalize(what), here];
  const found = await snapshot.readAll([...new Set(candidates)]);
  return candidates.filter((path) => found.has(path));
}

async function load(
  snapshot: Snapshot,
  contract: { name: string; root: string; overlays: readonly string[] },
  options: SideOptions,
): Promise<Pick<LoadedSide, 'contract'>> {
  const copy = await copySnapshot(snapshot, [contract.root, ...contract.overlays]);
  try {
    if (!copy.shown.has(copy.toFile(contract.root))) return {};
    return { contract: await compileCopy(copy, { ...contract, lead: snapshot.lead }, options) };
  } finally {
    await copy.dispose();
  }
}
