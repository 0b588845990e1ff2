/** The files of a revision of git. */
import { join, posix } from 'node:path';
import { HookspecError } from '../../../errors.ts';
import { toText } from '../../../contract/source/to-text.ts';
import { runGit } from './git.ts';
import { listFileNames } from './references-in-text.ts';
import { resolveRevision, type Repository } from './repository.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Paths are relative to the working tree, with `/`. Everything is read from one tree, even while a branch moves on.
 * @param revision as git understands it; '' for the index
 * @param shown how messages name it
 * @throws HookspecError `UnknownRevision`
 */
export async function openRevision(
  repository: Repository,
  revision: string,
  shown: string = revision,
): Promise<Snapshot> {
  const { root } = repository;
  const tree = await resolveRevision(repository, revision);
  return {
    lead: `${shown}:`,
    readAll: (paths) => readBlobs(root, tree, paths),
    listReferences: listFileNames,
    resolve: toPath,
    toLocal: (path) => path,
    toShown: (path) => join(root, path),
  };
}

function toPath(reference: string, from: string): string | undefined {
  if (reference.startsWith('/') || /^[a-z][a-z\d+.-]*:/i.test(reference)) return undefined;
  const path = posix.join(posix.dirname(from), decode(reference));
  return path.startsWith('../') || path === '..' ? undefined : path;
}

async function readBlobs(root: string, tree: string, wanted: readonly string[]): Promise<ReadonlyMap<string, string>> {
  // The form of the question has no way to say a line break.
  const paths = wanted.filter((path) => !/[\n\0]/.test(path));
  const input = paths.map((path) => `${tree}:${path}\n`).join('');
  // Links are followed as far as they stay in the tree; of the index git cannot tell.
  const follow = tree === '' ? [] : ['--follow-symlinks'];
  const { exitCode, stdout, stderr } = await runGit(root, ['cat-file', '--batch', ...follow], input);
  if (exitCode !== 0) throw new HookspecError('UnreadableFile', `git cannot read the revision: ${stderr}`);
  return readAnswers(stdout, paths);
}

/** Each answer is a line, and for an object its bytes and a line break: git-cat-file(1), BATCH OUTPUT. */
function readAnswers(output: Buffer, paths: readonly string[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  let at = 0;
  for (const path of paths) {
    const end = output.indexOf('\n', at);
    if (end === -1) break;
    const header = output.toString('utf8', at, end);
    at = end + 1;
    const [, type, object] = /^[\da-f]+ (blob|tree|commit|tag) (\d+)$/.exec(header) ?? [];
    const size = object ?? /^(?:symlink|dangling|loop|notdir) (\d+)$/.exec(header)?.[1];
    if (size === undefined) continue;
    if (type === 'blob') texts.set(path, toText(output.subarray(at, at + Number(size))));
    at += Number(size) + 1;
  }
  return texts;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
