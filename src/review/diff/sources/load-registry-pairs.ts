/** Every contract of redocly.yaml, in a revision and in another one or the working tree. */
import type { RegistryEntry } from '../../../contract/registry.ts';
import { HookspecError } from '../../../errors.ts';
import { findRevisionRegistry, loadEntry, loadLaterEntry } from './load-revision.ts';
import { listOwnEntries, loadEntry as loadWorkingEntry } from './load-working-tree.ts';
import type { Repository } from './repository.ts';
import type { LoadedPair, LoadedSide, SideOptions } from './side.ts';
import type { Snapshot } from './snapshot.ts';

/** Entries of one side, and how they are loaded. */
interface Entries {
  readonly lead: string;
  readonly entries: readonly RegistryEntry[];
  load(entry: RegistryEntry): Promise<Pick<LoadedSide, 'contract'>>;
}

/**
 * Pairs entries by name, in the order of the newer registry; what only the older one has comes last. An entry that is new
 * is compared with its document as it was, where that is older than the entry.
 * @param newer undefined for the working tree
 * @throws HookspecError `Usage` where neither side has a redocly.yaml
 */
export async function loadRegistryPairs(
  repository: Repository,
  older: Snapshot,
  newer: Snapshot | undefined,
  options: SideOptions,
): Promise<LoadedPair[]> {
  const base = await openSnapshot(repository, older, options);
  const head = newer === undefined ? await openWorkingTree(options) : await openSnapshot(repository, newer, options);
  const names = new Set([...head.entries, ...base.entries].map(({ name }) => name));
  if (names.size === 0) {
    throw new HookspecError('Usage', '--all found no contract: there is no redocly.yaml that lists one under `apis`', {
      hint: 'See docs/redocly-yaml.md, or name two files.',
    });
  }
  const pairs: LoadedPair[] = [];
  for (const name of names) {
    const own = find(base, name);
    const later = own === undefined ? findLater(base, head, name) : undefined;
    const sides = {
      base: later
        ? { label: `${base.lead}${name}`, ...(await loadLaterEntry(repository, older, later, options)) }
        : await loadSide(base, name, own),
      head: await loadSide(head, name, find(head, name)),
    };
    if (sides.base.contract || sides.head.contract) pairs.push({ name, ...sides });
  }
  return pairs;
}

function find({ entries }: Entries, name: string): RegistryEntry | undefined {
  return entries.find((entry) => entry.name === name);
}

/** An entry whose document no entry of the older side has: it may have been there without a name. */
function findLater(base: Entries, head: Entries, name: string): RegistryEntry | undefined {
  const entry = find(head, name);
  const isTaken = base.entries.some(({ root }) => root === entry?.root);
  return isTaken ? undefined : entry;
}

async function loadSide(side: Entries, name: string, entry: RegistryEntry | undefined): Promise<LoadedSide> {
  return { label: `${side.lead}${name}`, ...(entry && (await side.load(entry))) };
}

async function openSnapshot(repository: Repository, snapshot: Snapshot, options: SideOptions): Promise<Entries> {
  const registry = await findRevisionRegistry(repository, snapshot, options.cwd);
  return {
    lead: snapshot.lead,
    entries: registry?.entries ?? [],
    load: (entry) => loadEntry(repository, snapshot, entry, options),
  };
}

async function openWorkingTree(options: SideOptions): Promise<Entries> {
  return { lead: '', entries: await listOwnEntries(options.cwd), load: (entry) => loadWorkingEntry(entry, options) };
}
