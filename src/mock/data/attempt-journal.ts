/** Writes each attempt of a delivery into a data file, and reads them back. */
import type { Attempt } from '../../delivery/attempt.ts';
import type { AttemptJournal } from '../../delivery/log.ts';
import { toRefusal, type Database } from './database.ts';

/** The attempts of a data file. */
export interface DataAttempts extends AttemptJournal {
  /** Those of a contract, by its row, oldest first. */
  read(contract: number): Attempt[];
}

/** Creates the journal of all attempts. @param toRow finds the row of a contract by its name */
export function createAttemptJournal(
  { sql }: Database,
  file: string,
  toRow: (contract: string) => number,
): DataAttempts {
  const put = sql.prepare(`INSERT INTO attempts (id, contract, sequence, record) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET record = excluded.record`);
  const remove = sql.prepare('DELETE FROM attempts WHERE id = ?');
  const select = sql.prepare('SELECT record FROM attempts WHERE contract = ? ORDER BY sequence');
  function write(run: () => void): void {
    // An answer may come in when the mock has ended: what was under way is sent again after the next start.
    if (!sql.isOpen) return;
    try {
      run();
    } catch (error) {
      throw toRefusal(file, error);
    }
  }
  return {
    put: (attempt) =>
      write(() => put.run(attempt.attemptId, toRow(attempt.contract), attempt.sequence, JSON.stringify(attempt))),
    remove: ({ attemptId }) => write(() => remove.run(attemptId)),
    read: (contract) => select.all(contract).map(({ record }) => JSON.parse(String(record)) as Attempt),
  };
}
