/** What a run creates, written down before it is created, so that nothing is forgotten when the run dies. */
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { HookspecError } from '../errors.ts';

/** One line of the journal, as JSON. */
export type JournalEntry =
  /** `label` stands in what is about to be created, and in nothing else. */
  | { readonly event: 'creating'; readonly resource: string; readonly label: string }
  /** `as`: the token that created it, where it is not the main one. */
  | {
      readonly event: 'created';
      readonly resource: string;
      readonly id: string;
      readonly as?: string;
      /** What it stands below: name of the resource → id. */
      readonly below?: Readonly<Record<string, string>>;
    }
  | { readonly event: 'removed'; readonly resource: string; readonly id: string };

/** An open journal. */
export interface Journal {
  readonly file: string;
  write(entry: JournalEntry): void;
  /** Removes the file: nothing is left to clean up. */
  discard(): void;
}

/** First line of a journal: what the run was. */
export interface JournalRun {
  /** Name of the contract. */
  readonly contract: string;
  /** Base URL that the requests went to. */
  readonly server: string;
  /** Name or file that the contract can be loaded by again, and its overlays; absent where the caller did not say. */
  readonly source?: string | undefined;
  readonly overlays?: readonly string[] | undefined;
}

/** Folder of the journals for which no file was given: one for each user of the machine. */
export function journalFolder(): string {
  return join(tmpdir(), `hookspec-${process.getuid?.() ?? 'user'}`);
}

/** Where the journal of a run stands when no file is given; its name ends with the id of the process. */
export function defaultJournalFile(contract: string, marker: string): string {
  return join(journalFolder(), `${contract}-${marker}-${process.pid}.jsonl`);
}

/**
 * Opens a journal. The file appears with its first entry; it holds no credentials.
 * @throws HookspecError UnreadableFile when it cannot be written
 */
export function openJournal(file: string, run: JournalRun): Journal {
  let isOpen = false;
  const append = (line: object): void => {
    try {
      if (!isOpen) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
      isOpen = true;
    } catch (error) {
      throw new HookspecError('UnreadableFile', `The journal ${file} cannot be written: ${(error as Error).message}`, {
        cause: error,
      });
    }
  };
  return {
    file,
    write(entry) {
      if (!isOpen) append({ event: 'run', ...run });
      append(entry);
    },
    discard() {
      if (isOpen) rmSync(file, { force: true });
    },
  };
}
