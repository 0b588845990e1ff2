/** Removes what a run left behind that was killed before it could do so itself. */
import { rmSync } from 'node:fs';
import type { Contract } from '../contract/types.ts';
import { HookspecError } from '../errors.ts';
import type { Credentials } from './case.ts';
import { cleanUp } from './cleanup.ts';
import { needsCredentials } from './credentials.ts';
import type { JournalRecord } from './journal-file.ts';
import { openSession } from './open-session.ts';
import type { ConformanceOptions } from './options.ts';
import type { Owned } from './world.ts';

/** What became of one journal. */
export interface JournalCleanUp {
  readonly journal: JournalRecord;
  /** How many resources the journal knew by their id and that are gone now. */
  readonly removed: number;
  /** What could not be removed, one sentence each; the journal then stays. */
  readonly leftovers: readonly string[];
}

/** How the server of a journal is reached. */
export type JournalCleanUpOptions = Pick<
  ConformanceOptions,
  'token' | 'secondToken' | 'fetch' | 'connection' | 'headers' | 'timeoutMs' | 'rate' | 'clock'
>;

/**
 * Deletes what a journal lists and what carries its mark, at the server that it names, and the journal with it.
 * @throws HookspecError TokenMissing
 */
export async function cleanUpJournal(
  contract: Contract,
  journal: JournalRecord,
  options: JournalCleanUpOptions,
): Promise<JournalCleanUp> {
  const { token, secondToken } = options;
  if ((token === undefined || token === '') && contract.operations.some(needsCredentials))
    throw new HookspecError('TokenMissing', `The clean-up of ${journal.file} needs the token of the run`);
  // Nothing is asked before the clean-up: the journal knows the base URL.
  const session = await openSession(contract, { ...options, server: journal.server, plan: true });
  const { resources } = session.contract.behaviour;
  const find = (name: string) => resources.find((resource) => resource.name === name);
  const leftovers: string[] = [];
  const owned = journal.created.flatMap(({ resource: name, id, as, below = {} }): Owned[] => {
    const resource = find(name);
    const credentials = toCredentials(as, token ?? '', secondToken);
    if (resource && credentials)
      return [
        { resource, id, parents: below, credentials, sent: undefined, shown: undefined, alive: true, shared: false },
      ];
    leftovers.push(
      resource ? `${name} ${id}: the ${as} token created it` : `${name} ${id}: the contract has no ${name}`,
    );
    return [];
  });
  const main = toCredentials(undefined, token ?? '', undefined)!;
  const uncertain = new Map(
    journal.uncertain.flatMap((name) => {
      const resource = find(name);
      return resource
        ? [
            [
              { path: {}, query: {}, header: {}, cookie: {} },
              { resource, credentials: main },
            ] as const,
          ]
        : [];
    }),
  );
  const values = { ...session.values, marker: journal.marker };
  leftovers.push(...(await cleanUp({ ...session, baseUrl: journal.server, values, world: { owned, uncertain } })));
  session.client.close();
  if (leftovers.length === 0) rmSync(journal.file, { force: true });
  return { journal, removed: owned.filter(({ alive }) => !alive).length, leftovers };
}

function toCredentials(as: string | undefined, token: string, second: string | undefined): Credentials | undefined {
  if (as === undefined) return token === '' ? { kind: 'none' } : { kind: 'token', token, name: 'main' };
  return as === 'second' && second !== undefined ? { kind: 'token', token: second, name: 'second' } : undefined;
}
