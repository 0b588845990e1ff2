/** `hookspec check --cleanup`: removes what runs left behind that were killed. */
import { resolve } from 'node:path';
import { cleanUpJournal } from '../conformance/clean-up-journal.ts';
import { findJournals, type JournalRecord, readJournal } from '../conformance/journal-file.ts';
import { HookspecError } from '../errors.ts';
import { textFlag } from './arguments.ts';
import { readConnection } from './check-run-flags.ts';
import type { CliIo, Flag, FlagValues } from './command.ts';
import { selectContracts } from './select-contracts.ts';

/** The flag that does it. */
export const cleanUpFlags: Readonly<Record<string, Flag>> = {
  cleanup: {
    type: 'boolean',
    group: 'Limits',
    summary: 'Judge nothing: remove what killed runs left behind, by their journals',
  },
};

/**
 * @param positionals the journal, a contract in place of the one that the journal names, both or none
 * @returns 0, or 1 when something is left over
 * @throws HookspecError Usage when the journals name several servers: a token goes to one of them alone
 */
export async function runCleanUp(positionals: readonly string[], flags: FlagValues, io: CliIo): Promise<number> {
  const isJournal = (text: string): boolean => text.endsWith('.jsonl');
  const files = positionals.filter(isJournal).map((file) => resolve(io.cwd, file));
  const [contract] = positionals.filter((text) => !isJournal(text));
  const journals = files.length > 0 ? files.map(readJournal) : chooseJournals(textFlag(flags, 'server'), contract);
  if (journals.length === 0) {
    io.stdout('No run left a journal behind: there is nothing to remove.\n');
    return 0;
  }
  let exitCode = 0;
  for (const journal of journals) {
    const source = contract ?? journal.source ?? journal.contract;
    const overlays = contract === undefined ? journal.overlays : undefined;
    const [loaded] = await selectContracts([source], overlays ? { ...flags, overlay: overlays } : flags, io.cwd);
    const { removed, leftovers } = await cleanUpJournal(loaded!, journal, {
      ...readConnection(flags, io, journal.server),
      token: textFlag(flags, 'token') ?? io.env['HOOKSPEC_TOKEN'],
      secondToken: textFlag(flags, 'second-token') ?? io.env['HOOKSPEC_SECOND_TOKEN'],
    });
    io.stdout(toText(journal, removed, leftovers));
    if (leftovers.length > 0) exitCode = 1;
  }
  return exitCode;
}

function chooseJournals(server: string | undefined, contract: string | undefined): JournalRecord[] {
  const journals = findJournals().filter(
    (journal) =>
      (server === undefined || journal.server.startsWith(server.replace(/\/+$/, ''))) &&
      (contract === undefined || [journal.contract, journal.source].includes(contract)),
  );
  const servers = [...new Set(journals.map((journal) => new URL(journal.server).origin))];
  if (servers.length <= 1) return journals;
  throw new HookspecError('Usage', `The journals name ${servers.length} servers, and a token is for one of them`, {
    details: journals.map((journal) => `${journal.server}: ${journal.file}`),
    hint: 'Choose with --server URL, or give one journal.',
  });
}

function toText({ server, file }: JournalRecord, removed: number, leftovers: readonly string[]): string {
  const what = `${removed} ${removed === 1 ? 'resource' : 'resources'} of a run against ${server}`;
  const lines = leftovers.map((left) => `Not removed: ${left} (journal: ${file})\n`);
  return `Removed ${what}; what carries its mark was looked for too.\n${lines.join('')}`;
}
