/** From the words of the command line to the pairs of versions to compare. */
import { existsSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { didYouMean } from '../../../contract/nearest.ts';
import type { RegistryEntry } from '../../../contract/registry.ts';
import { HookspecError } from '../../../errors.ts';
import { loadAddress } from './load-address.ts';
import { findPath, findRevisionRegistry, loadLaterEntry, loadRevision } from './load-revision.ts';
import { listOwnEntries, loadEntry, loadFile, loadName } from './load-working-tree.ts';
import { loadRegistryPairs } from './load-registry-pairs.ts';
import { isPath, parseSourceName, type SourceName } from './parse-source-name.ts';
import { findMergeBase, findRepository, isRevision, type Repository } from './repository.ts';
import { openRevision } from './revision-snapshot.ts';
import type { LoadedPair, LoadedSide, SideOptions } from './side.ts';
import type { Snapshot } from './snapshot.ts';

/** What the user asked to compare. */
export interface PairRequest extends SideOptions {
  /** BASE and HEAD; with `base` files and names; with `all` revisions. */
  readonly positionals: readonly string[];
  /** Every contract of redocly.yaml. */
  readonly all: boolean;
  /** A revision: the positionals are compared with what they were there. */
  readonly base?: string | undefined;
  /** Compare with the newest commit that the revision and the newer version have in common. */
  readonly mergeBase: boolean;
}

/**
 * Loads all pairs.
 * @throws HookspecError `Usage` for words that make no pair, `FileNotFound` for one that is nowhere, and as `loadContract`
 */
export async function loadPairs(request: PairRequest): Promise<LoadedPair[]> {
  const { positionals, all, base, mergeBase } = request;
  if (all) return loadAll(request);
  if (base !== undefined) {
    if (positionals.length === 0) throw toUsage('--base needs something to compare', NEEDS);
    const repository = await findRepository(request.cwd);
    const snapshot = await openBase(repository, base, undefined, mergeBase);
    const pairs: LoadedPair[] = [];
    for (const text of new Set(positionals)) {
      pairs.push(await loadSame(repository, snapshot, toWhat(text, repository, request.cwd), request));
    }
    return pairs;
  }
  if (mergeBase) throw toUsage('--merge-base needs --base REV', NEEDS);
  const [first, second, ...rest] = positionals;
  if (first === undefined || rest.length > 0) throw toUsage('diff compares two versions: BASE and HEAD', NEEDS);
  if (second !== undefined) return [await loadTwo(first, second, request)];
  return [await loadOne(parseSourceName(first, request.cwd), first, request)];
}

const NEEDS = `Usage: hookspec diff BASE HEAD, each a file, a name, REV:PATH or a URL
       hookspec diff REV:PATH                 against the working tree
       hookspec diff --base REV FILE|NAME…    each against what it was in REV
       hookspec diff --all --base REV         every contract of redocly.yaml`;

function toUsage(message: string, hint: string): HookspecError {
  return new HookspecError('Usage', message, { hint });
}

async function loadAll(request: PairRequest): Promise<LoadedPair[]> {
  const [base, head, ...rest] = [...(request.base === undefined ? [] : [request.base]), ...request.positionals];
  if (base === undefined || rest.length > 0) throw toUsage('--all needs one revision to compare with', NEEDS);
  const repository = await findRepository(request.cwd);
  const older = await openBase(repository, base, head, request.mergeBase);
  const newer = head === undefined ? undefined : await openRevision(repository, head);
  return loadRegistryPairs(repository, older, newer, request);
}

async function openBase(
  repository: Repository,
  base: string,
  head: string | undefined,
  isMergeBase: boolean,
): Promise<Snapshot> {
  if (!isMergeBase) return openRevision(repository, base);
  const commit = await findMergeBase(repository, base, head ?? 'HEAD');
  return openRevision(repository, commit, commit.slice(0, 10));
}

async function loadTwo(first: string, second: string, request: PairRequest): Promise<LoadedPair> {
  const [older, newer] = [first, second].map((text) => parseSourceName(text, request.cwd)) as [SourceName, SourceName];
  // What is in one revision and not in the other came or went; of two other names one is wrong.
  const isSame = older.kind === 'revision' && newer.kind === 'revision' && older.what === newer.what;
  const base = isSame ? await loadEarlier(older, newer.revision, request) : await loadSide(older, first, request);
  const head = await loadSide(newer, second, request);
  const missing = [base, head].filter(({ contract }) => contract === undefined);
  if (missing.length > 1 || (missing.length === 1 && !isSame)) throw toMissing(missing[0]!.label);
  return toPair(base, head);
}

/** A name of two revisions in the first one, which may have the document and no name for it. */
async function loadEarlier(
  { revision, what }: Extract<SourceName, { kind: 'revision' }>,
  later: string,
  options: SideOptions,
): Promise<LoadedSide> {
  const repository = await findRepository(options.cwd);
  const snapshot = await openRevision(repository, revision);
  if (isPath(what)) return loadRevision(repository, snapshot, what, options);
  const registry = await findRevisionRegistry(repository, await openRevision(repository, later), options.cwd);
  return loadOlder(repository, snapshot, what, registry?.entries ?? [], options);
}

async function loadOne(source: SourceName, text: string, request: PairRequest): Promise<LoadedPair> {
  if (source.kind === 'revision') {
    const repository = await findRepository(request.cwd);
    return loadSame(repository, await openRevision(repository, source.revision), source.what, request);
  }
  if (source.kind === 'contract' && (await isRevision(request.cwd, text))) {
    throw toUsage(`${text} is a revision of git, and names no contract`, NEEDS.replaceAll('REV', text));
  }
  throw toUsage(`${text} is one version, and it takes two to compare`, NEEDS);
}

/** A path from the top of the repository, or a name: in a revision, and in the working tree. */
async function loadSame(
  repository: Repository,
  snapshot: Snapshot,
  what: string,
  options: SideOptions,
): Promise<LoadedPair> {
  const entries = isPath(what) ? [] : await listOwnEntries(options.cwd);
  const base = await loadOlder(repository, snapshot, what, entries, options);
  const head = await loadWorking(repository, snapshot, what, base, options);
  if (base.contract === undefined && head.contract === undefined) throw toMissing(base.label);
  return toPair(base, head);
}

/** A revision that does not name the contract may have its document all the same. */
async function loadOlder(
  repository: Repository,
  snapshot: Snapshot,
  what: string,
  newer: readonly RegistryEntry[],
  options: SideOptions,
): Promise<LoadedSide> {
  const side = await loadRevision(repository, snapshot, what, options);
  const entry = side.contract === undefined ? newer.find(({ name }) => name === what) : undefined;
  return entry ? { ...side, ...(await loadLaterEntry(repository, snapshot, entry, options)) } : side;
}

async function loadWorking(
  repository: Repository,
  snapshot: Snapshot,
  what: string,
  base: LoadedSide,
  options: SideOptions,
): Promise<LoadedSide> {
  if (!isPath(what) && base.named !== false) {
    // The contracts that come with hookspec are no versions of what a repository has.
    const entries = await listOwnEntries(options.cwd);
    const entry = entries.find(({ name }) => name === what);
    if (entry) return { label: what, ...(await loadEntry(entry, options)) };
    if (base.contract !== undefined) return { label: what };
    throw toUnknownName(base.label, what, entries);
  }
  const [found] = await findPath(repository, snapshot, what);
  const candidates = found === undefined ? [what, resolve(options.cwd, what)] : [found];
  const files = candidates.map((path) => resolve(repository.root, path));
  const file = files.find((path) => existsSync(path));
  const label = relative(options.cwd, file ?? files[0]!) || what;
  return file === undefined ? { label } : loadFile(label, options);
}

async function loadSide(source: SourceName, text: string, options: SideOptions): Promise<LoadedSide> {
  switch (source.kind) {
    case 'address':
      return loadAddress(source.address, options);
    case 'file':
      return loadFile(source.path, options);
    case 'contract':
      return loadName(source.name, options);
    case 'revision': {
      const repository = await findRepository(options.cwd).catch((error: unknown) => {
        // A file that does not exist is the likelier mistake, where there is no repository.
        if (isPath(text))
          throw new HookspecError('FileNotFound', `There is no file ${text}, and no git repository here`);
        throw error;
      });
      return loadRevision(repository, await openRevision(repository, source.revision), source.what, options);
    }
  }
}

/** A file becomes its path in the repository; a name stays one. */
function toWhat(text: string, { root }: Repository, cwd: string): string {
  const source = parseSourceName(text, cwd);
  if (source.kind === 'contract') return text;
  if (source.kind !== 'file') throw toUsage(`With --base, ${text} must be a file or a name of redocly.yaml`, NEEDS);
  const path = relative(root, resolve(cwd, source.path));
  if (path !== '' && !path.startsWith('..') && !isAbsolute(path)) return path.split(sep).join('/');
  throw toUsage(`${text} lies outside of the git repository ${root}`, NEEDS);
}

function toUnknownName(label: string, name: string, entries: readonly RegistryEntry[]): HookspecError {
  const names = entries.map((entry) => entry.name);
  const known = names.length === 0 ? 'there is no redocly.yaml that names one' : `known are ${names.join(', ')}`;
  const message = `There is no contract ${label}, nor ${name} in the working tree; ${known}.${didYouMean(name, names)}`;
  return new HookspecError('UnknownContract', message, {
    hint: 'Give a name of redocly.yaml, or a path to an OpenAPI file.',
  });
}

function toMissing(label: string): HookspecError {
  return new HookspecError('FileNotFound', `There is nothing at ${label}`, {
    hint: 'Paths start at the top of the repository, or with ./ in the current folder; `git ls-tree -r --name-only REV` lists them.',
  });
}

function toPair(base: LoadedSide, head: LoadedSide): LoadedPair {
  return { name: (head.contract ?? base.contract)!.name, base, head };
}
