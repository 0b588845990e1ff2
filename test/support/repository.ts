/** A repository of git in a folder of its own. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const run = promisify(execFile);

/** A folder with a working tree. */
export interface TestRepository {
  readonly folder: string;
  /** Runs git in it. */
  git(...args: string[]): Promise<string>;
  /** Writes files; an undefined text removes one. */
  write(files: Readonly<Record<string, string | undefined>>): Promise<void>;
  /** Writes files and commits all there is. */
  commit(files?: Readonly<Record<string, string | undefined>>): Promise<void>;
}

/** Makes a folder that is removed after the test. */
export async function makeTestFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'hookspec-test-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes a repository whose branch is `main`. */
export async function makeRepository(): Promise<TestRepository> {
  return openRepository(await makeTestFolder(), true);
}

/** A repository that is there, or is made. */
export async function openRepository(folder: string, isNew = false): Promise<TestRepository> {
  const git = async (...args: string[]): Promise<string> => {
    const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
    return (await run('git', [...who, ...args], { cwd: folder })).stdout;
  };
  const write: TestRepository['write'] = async (files) => {
    for (const [name, text] of Object.entries(files)) {
      const file = join(folder, name);
      await mkdir(dirname(file), { recursive: true });
      await (text === undefined ? rm(file) : writeFile(file, text));
    }
  };
  if (isNew) await git('init', '--quiet', '--initial-branch=main');
  return {
    folder,
    git,
    write,
    async commit(files = {}) {
      await write(files);
      await git('add', '--all');
      await git('commit', '--quiet', '--message', 'A step');
    },
  };
}
