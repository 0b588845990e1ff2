/** A repository of git, and its revisions. */
import { resolve } from 'node:path';
import { HookspecError } from '../../../errors.ts';
import { runGit } from './git.ts';

/** The repository that holds for a folder. */
export interface Repository {
  /** Absolute path of its working tree. */
  readonly root: string;
  /** The folder in it that the user is in: '' or a path that ends with `/`. */
  readonly prefix: string;
}

/** @throws HookspecError `NoRepository` */
export async function findRepository(cwd: string): Promise<Repository> {
  const { exitCode, stdout, stderr } = await runGit(cwd, ['rev-parse', '--show-cdup', '--show-prefix']);
  if (exitCode === 0) {
    const [up = '', prefix = ''] = stdout.toString('utf8').split('\n');
    // By way of the current folder: git itself would follow links, and places would not fit what the user sees.
    return { root: resolve(cwd, up), prefix };
  }
  const isOutside = /not a git repository/i.test(stderr);
  const reason = stderr.replace(/^fatal: /, '').split('\n')[0] || 'git gave no reason';
  throw new HookspecError(
    'NoRepository',
    isOutside ? 'This folder lies in no git repository, so it has no revisions' : `git cannot be asked here: ${reason}`,
  );
}

/**
 * The tree that a revision names: a branch, a tag, a commit, `HEAD~1`.
 * @returns its object id; '' for the index, which is named by ''
 * @throws HookspecError `UnknownRevision`
 */
export async function resolveRevision({ root }: Repository, revision: string): Promise<string> {
  if (revision === '') return '';
  const id = await ask(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{tree}`]);
  if (id !== undefined) return id;
  throw await toUnknown(root, revision);
}

/**
 * The newest commit that two revisions have in common.
 * @throws HookspecError `UnknownRevision`
 */
export async function findMergeBase(repository: Repository, one: string, other: string): Promise<string> {
  for (const revision of [one, other]) await resolveRevision(repository, revision);
  const { root } = repository;
  const id = await ask(root, ['merge-base', '--end-of-options', one, other]);
  if (id !== undefined) return id;
  const isShallow = await ask(root, ['rev-parse', '--is-shallow-repository']);
  const why = isShallow === 'true' ? ': this clone is shallow' : '';
  throw new HookspecError('UnknownRevision', `${one} and ${other} have no commit in common${why}`, {
    hint: isShallow === 'true' ? FETCH : 'Name the revision to compare with by itself, without --merge-base.',
  });
}

/** Whether it names something; for hints. */
export async function isRevision(cwd: string, text: string): Promise<boolean> {
  if (!/^[^\s-]\S*$/.test(text)) return false;
  try {
    return (await ask(cwd, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${text}^{tree}`])) !== undefined;
  } catch (error) {
    if (error instanceof HookspecError) return false;
    throw error;
  }
}

const FETCH = 'Fetch the history: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout in GitHub Actions.';

async function toUnknown(root: string, revision: string): Promise<HookspecError> {
  const isShallow = (await ask(root, ['rev-parse', '--is-shallow-repository'])) === 'true';
  const isEmpty = (await ask(root, ['rev-parse', '--verify', '--quiet', 'HEAD'])) === undefined;
  const why = isShallow
    ? ': this clone is shallow and lacks most of its history'
    : isEmpty
      ? ': it has no commit yet'
      : '';
  // A fresh clone has the branches of its origin under another name.
  const remote = `origin/${revision}`;
  const more = (await isRevision(root, remote)) ? `. Did you mean ${remote}?` : '';
  const message = `There is no revision ${revision} in this git repository${why}${more}`;
  return new HookspecError('UnknownRevision', message, isShallow ? { hint: FETCH } : {});
}

async function ask(cwd: string, args: readonly string[]): Promise<string | undefined> {
  const { exitCode, stdout } = await runGit(cwd, args);
  return exitCode === 0 ? stdout.toString('utf8').trim() : undefined;
}
