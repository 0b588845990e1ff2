/** Attempts that wait in a data file and not in memory. */
import type { Attempt } from '../../delivery/attempt.ts';
import type { Shelf } from '../../delivery/shelf.ts';
import { fromRow } from './attempt-row.ts';
import type { Database } from './database.ts';

/** The shelf of a data file. */
export interface DataShelf extends Shelf {
  /** Writes what was put there since the last time. */
  write(): void;
}

/**
 * Creates the shelf.
 * @param flush brings the file up to date; called before anything is read
 * @param toRow finds the row of a contract by its name
 */
export function createAttemptShelf(
  { sql, atomically }: Database,
  flush: () => void,
  toRow: (contract: string) => number,
): DataShelf {
  const place = sql.prepare('UPDATE attempts SET due = ?, delivery = ? WHERE contract = ? AND sequence = ?');
  const columns = 'SELECT record, ending FROM attempts WHERE';
  const first = sql.prepare(`${columns} contract = ? AND due IS NOT NULL ORDER BY due, sequence LIMIT ?`);
  const earliest = sql.prepare('SELECT min(due) AS due FROM attempts WHERE contract = ? AND due IS NOT NULL');
  const byDelivery = sql.prepare(`${columns} delivery = ?`);
  const byAttempt = sql.prepare(`${columns} due IS NOT NULL AND json_extract(record, '$.attemptId') = ?`);
  const every = sql.prepare(`${columns} due IS NOT NULL`);
  const fresh = new Map<string, Attempt>();

  function read<T>(nothing: T, query: () => T): T {
    if (!sql.isOpen) return nothing;
    flush();
    return query();
  }

  const list = (contract?: string) =>
    read<Attempt[]>([], () => (contract === undefined ? every.all() : first.all(toRow(contract), -1)).map(fromRow));

  return {
    put: (attempt) => void fresh.set(attempt.id, attempt),
    write() {
      for (const { id, contract, sequence, nextAttemptAt } of fresh.values()) {
        place.run(Date.parse(nextAttemptAt!), id, toRow(contract), sequence);
      }
      fresh.clear();
    },
    take: (contract, which) =>
      read<Attempt[]>([], () => {
        const taken =
          typeof which === 'number'
            ? first.all(toRow(contract), which).map(fromRow)
            : list(contract).filter((attempt) => which(attempt));
        atomically(() => {
          for (const { sequence } of taken) place.run(null, null, toRow(contract), sequence);
        });
        return taken;
      }),
    next: (contract) =>
      read(undefined, () => {
        const due = earliest.get(toRow(contract))?.['due'];
        return typeof due === 'number' ? due : undefined;
      }),
    has: (id) => fresh.has(id) || (sql.isOpen && byDelivery.get(id) !== undefined),
    find: (id) =>
      read(undefined, () => {
        const row = byDelivery.get(id) ?? byAttempt.get(id);
        return row && fromRow(row);
      }),
    list,
  };
}
