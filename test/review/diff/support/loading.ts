/** Loads pairs of versions out of a repository of git that each test has for itself. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { getAt } from '../../../../src/contract/pointer.ts';
import { HookspecError } from '../../../../src/errors.ts';
import { loadPairs, type PairRequest } from '../../../../src/review/diff/sources/load-pairs.ts';
import type { LoadedPair, LoadedSide } from '../../../../src/review/diff/sources/side.ts';
import { makeRepository, type TestRepository } from '../../../support/repository.ts';

/** A new repository for each test. */
export let repository: TestRepository;
let temporary = '';

/**
 * Gives each test of a file a new repository, and the file a temporary folder of its own: copies of revisions go there, and
 * it shows that they are removed. To be called by each file, as modules stay loaded from file to file.
 */
export function useRepositories(): void {
  const before = process.env['TMPDIR'];
  beforeAll(async () => {
    temporary = await mkdtemp(join(tmpdir(), 'hookspec-sources-'));
    process.env['TMPDIR'] = temporary;
  });
  afterAll(async () => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    await rm(temporary, { recursive: true });
  });
  beforeEach(async () => {
    repository = await makeRepository();
  });
}

/** Loads pairs; afterwards nothing is left over. */
export async function load(positionals: string[], more: Partial<PairRequest> = {}): Promise<LoadedPair[]> {
  const request = {
    positionals,
    all: false,
    mergeBase: false,
    cwd: repository.folder,
    overlays: [],
    allowExternalRefs: false,
    allowUrl: false,
    ...more,
  };
  try {
    return await loadPairs(request);
  } finally {
    expect((await readdir(temporary)).filter((name) => name.startsWith('hookspec-diff-'))).toEqual([]);
  }
}

/** What is said of a pair that is refused; `~` is the repository. */
export async function refuse(positionals: string[], more: Partial<PairRequest> = {}): Promise<string> {
  const error = await load(positionals, more).catch((thrown: unknown) => thrown);
  if (!(error instanceof HookspecError)) throw new Error('it was not refused', { cause: error });
  return [`${error.code}: ${error.message}`, ...error.details, error.hint]
    .join('\n')
    .replaceAll(repository.folder, '~');
}

/** Label, version, and what stands for the answer's type and the summary. */
export function show({ label, contract }: LoadedSide): unknown[] {
  if (contract === undefined) return [label, undefined];
  const [operation] = contract.operations;
  const type = getAt(contract.document, '/components/schemas/Hook/type');
  return [label, contract.version, type, operation?.summary ?? ''].filter((part) => part !== undefined);
}

/** Name, and both sides as `show` has them. */
export const showPair = ({ name, base, head }: LoadedPair) => [name, show(base), show(head)];
