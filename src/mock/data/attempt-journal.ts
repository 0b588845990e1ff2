/** Writes each attempt of a delivery into a data file, and reads them back. */
import type { Attempt } from '../../delivery/attempt.ts';
import type { AttemptJournal } from '../../delivery/log.ts';
import { fromRow, toEnding, toRecord } from './attempt-row.ts';
import { createAttemptShelf } from './attempt-shelf.ts';
import { toRefusal, type Database } from './database.ts';

/** The attempts of a data file. */
export interface DataAttempts extends AttemptJournal {
  /** Those of a contract, by its row, oldest first; without what waits on the shelf. */
  read(contract: number): Attempt[];
  /** Writes what was told and is not written yet. */
  flush(): void;
}

/**
 * Creates the journal of all attempts. What is told in one turn of the event loop is written together: the write of one
 * attempt alone takes longer than all the rest of it.
 * @param toRow finds the row of a contract by its name
 */
export function createAttemptJournal(
  database: Database,
  file: string,
  toRow: (contract: string) => number,
): DataAttempts {
  const { sql, atomically } = database;
  const add = sql.prepare('INSERT INTO attempts (contract, sequence, record) VALUES (?, ?, ?)');
  const end = sql.prepare('UPDATE attempts SET ending = ? WHERE contract = ? AND sequence = ?');
  const remove = sql.prepare('DELETE FROM attempts WHERE contract = ? AND sequence = ?');
  const select = sql.prepare(
    'SELECT record, ending FROM attempts WHERE contract = ? AND due IS NULL ORDER BY sequence',
  );
  const begun = new Map<number, Attempt>();
  const ended = new Map<number, Attempt>();
  const removed = new Set<Attempt>();
  const shelf = createAttemptShelf(database, flush, toRow);
  let turn: PromiseWithResolvers<void> | undefined;

  function flush(): void {
    // An answer may come in when the mock has ended: what was under way is sent again after the next start.
    if (begun.size + ended.size + removed.size === 0 || !sql.isOpen) return;
    try {
      atomically(() => {
        for (const attempt of begun.values()) add.run(toRow(attempt.contract), attempt.sequence, toRecord(attempt));
        for (const attempt of ended.values()) end.run(toEnding(attempt), toRow(attempt.contract), attempt.sequence);
        shelf.write();
        for (const { contract, sequence } of removed) remove.run(toRow(contract), sequence);
      });
    } catch (error) {
      throw toRefusal(file, error);
    } finally {
      // Whoever told of a beginning hears of a failure and sends nothing. An ending that is lost costs a second attempt.
      begun.clear();
      ended.clear();
      removed.clear();
    }
  }

  function next(): Promise<void> {
    if (turn) return turn.promise;
    const waiting = (turn = Promise.withResolvers<void>());
    // Endings have nobody who waits for them.
    waiting.promise.catch(() => {});
    setImmediate(() => {
      turn = undefined;
      try {
        flush();
        waiting.resolve();
      } catch (error) {
        waiting.reject(error);
      }
    });
    return waiting.promise;
  }

  return {
    add(attempt) {
      begun.set(attempt.sequence, attempt);
      return next();
    },
    end(attempt) {
      ended.set(attempt.sequence, attempt);
      void next();
    },
    remove(attempt) {
      ended.delete(attempt.sequence);
      if (begun.delete(attempt.sequence)) return;
      removed.add(attempt);
      void next();
    },
    shelf,
    sequence: Number(sql.prepare('SELECT max(sequence) AS sequence FROM attempts').get()!['sequence']),
    flush,
    read(contract) {
      flush();
      return select.all(contract).map(fromRow);
    },
  };
}
