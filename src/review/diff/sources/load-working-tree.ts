/** A version of the working tree: a file, or a contract of redocly.yaml. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadContract } from '../../../contract/load.ts';
import { findProjectFolder } from '../../../contract/project-folder.ts';
import { findContract, findRegistry, type RegistryEntry } from '../../../contract/registry.ts';
import { HookspecError } from '../../../errors.ts';
import { nameOfFile } from './name-of-file.ts';
import { isRevision } from './repository.ts';
import type { LoadedSide, SideOptions } from './side.ts';

/** How documents of strangers are read. */
const LENIENT = { lenient: true, newer: true };

/**
 * Loads a file, leniently: what a mock can live with stops no comparison.
 * @throws HookspecError as `loadContract`
 */
export async function loadFile(path: string, options: SideOptions): Promise<LoadedSide> {
  const { cwd, overlays, allowExternalRefs } = options;
  const file = resolve(cwd, path);
  const name = nameOfFile(file);
  return { label: path, contract: await loadContract(file, { cwd, name, overlays, allowExternalRefs, ...LENIENT }) };
}

/**
 * Loads a name of redocly.yaml.
 * @throws HookspecError as `loadContract`; the hint knows that the name may be a revision of git
 */
export async function loadName(name: string, options: SideOptions): Promise<LoadedSide> {
  try {
    return { label: name, ...(await loadEntry(await findContract(name, options.cwd), options)) };
  } catch (error) {
    if (!(error instanceof HookspecError) || error.code !== 'UnknownContract') throw error;
    if (!(await isRevision(options.cwd, name))) throw error;
    throw new HookspecError('UnknownContract', error.message, {
      hint: `${name} is a revision of git: write ${name}:FILE, or --base ${name} FILE.`,
      cause: error,
    });
  }
}

/** The entries of the user's own redocly.yaml; none where there is only the one that comes with hookspec. */
export async function listOwnEntries(cwd: string): Promise<readonly RegistryEntry[]> {
  const registry = await findRegistry(cwd);
  return findProjectFolder(registry, cwd) === undefined ? [] : registry.entries;
}

/** Loads an entry of redocly.yaml. @returns no contract where its document is gone */
export async function loadEntry(
  { name, root, overlays }: RegistryEntry,
  { cwd, overlays: added, allowExternalRefs }: SideOptions,
): Promise<Pick<LoadedSide, 'contract'>> {
  if (!existsSync(root)) return {};
  // By its file, not its name: contracts of redocly.yaml would be held to every rule.
  const all = [...overlays, ...added.map((path) => resolve(cwd, path))];
  return { contract: await loadContract(root, { cwd, name, overlays: all, allowExternalRefs, ...LENIENT }) };
}
