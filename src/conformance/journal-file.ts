/** Finds and reads the journals of runs that ended without cleaning up. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../contract/value.ts';
import { HookspecError } from '../errors.ts';
import { journalFolder, type JournalEntry, type JournalRun } from './journal.ts';

/** What a journal says. */
export interface JournalRecord extends JournalRun {
  readonly file: string;
  /** Stands in everything that the run created; '' when it created nothing. */
  readonly marker: string;
  /** Created and not removed. */
  readonly created: readonly {
    readonly resource: string;
    readonly id: string;
    readonly as?: string;
    readonly below?: Readonly<Record<string, string>>;
  }[];
  /** Names of the resources of which more may exist than is known. */
  readonly uncertain: readonly string[];
}

/**
 * Journals in the usual folder whose run has ended, in the order of their names. Files of other users are left alone:
 * a token would be sent to the server that they name.
 */
export function findJournals(folder = journalFolder()): JournalRecord[] {
  return listFiles(folder)
    .filter((file) => isOwn(file) && !isRunning(file))
    .map((file) => readJournal(file));
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .toSorted()
      .map((name) => join(folder, name));
  } catch {
    // No run has left anything behind yet.
    return [];
  }
}

function isOwn(file: string): boolean {
  return process.getuid === undefined || statSync(file).uid === process.getuid();
}

function isRunning(file: string): boolean {
  const pid = Number(/-(\d+)\.jsonl$/.exec(file)?.[1]);
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** @throws HookspecError UnreadableFile when it is no journal */
export function readJournal(file: string): JournalRecord {
  const [run, ...entries] = readLines(file) as [JournalRun, ...JournalEntry[]];
  if (!isObject(run) || typeof run.contract !== 'string' || typeof run.server !== 'string')
    throw new HookspecError('UnreadableFile', `${file} is no journal of a check`);
  const removed = new Set(
    entries.filter(({ event }) => event === 'removed').map((entry) => `${entry.resource} ${'id' in entry && entry.id}`),
  );
  const label = entries.find((entry) => entry.event === 'creating')?.label ?? '';
  return {
    ...run,
    file,
    marker: label.replace(/-\d+$/, ''),
    created: entries
      .filter((entry) => entry.event === 'created')
      .filter(({ resource, id }) => !removed.has(`${resource} ${id}`)),
    uncertain: [...new Set(entries.filter(({ event }) => event === 'creating').map(({ resource }) => resource))],
  };
}

/** The last line may be cut: the run was killed while it wrote. */
function readLines(file: string): unknown[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new HookspecError('UnreadableFile', `The journal ${file} cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as unknown];
    } catch {
      return [];
    }
  });
}
