/** Writes each change of one contract's store into a data file, before the store itself changes. */
import type { StatementSync } from 'node:sqlite';
import { toStoredRecord, type StoreJournal } from '../store-state.ts';
import { toRefusal, type Database } from './database.ts';

/** The journal of one contract, and which tenants are in the file. */
export interface DataJournal extends StoreJournal {
  /** Row of the contract. */
  readonly contract: number;
  /** Tells that a tenant is in the file already. */
  known(tenant: string, row: number): void;
}

/** Creates the journal of a contract. @param isQuiet whether what it is told comes from the file itself */
export function createJournal(database: Database, file: string, name: string, isQuiet: () => boolean): DataJournal {
  const { sql } = database;
  const contract = findContract(database, name);
  const rows = new Map<string, number>();
  // A tenant that has nothing is not worth a row: what it is said to be follows from the seed.
  const waiting = new Map<string, string>();
  let importing = false;

  const addTenant = sql.prepare('INSERT INTO tenants (contract, name, properties) VALUES (?, ?, ?) RETURNING id');
  const put = sql.prepare(`INSERT INTO resources (tenant, kind, id, sequence, record) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET sequence = excluded.sequence, record = excluded.record`);
  const remove = sql.prepare('DELETE FROM resources WHERE tenant = ? AND kind = ? AND id = ?');
  const clear = toDeletions(database, '');
  const clearTenant = toDeletions(database, 'AND tenants.id = ?');
  const raise = sql.prepare('UPDATE contracts SET sequence = max(sequence, ?) WHERE id = ?');
  // Numbers are never given twice, so the highest must outlive the resource that has it.
  const keepSequence = sql.prepare(`UPDATE contracts SET sequence = max(sequence, coalesce((
      SELECT sequence FROM resources WHERE tenant = ? AND kind = ? AND id = ?), 0)) WHERE id = ?`);

  function write<T>(run: () => T): T | undefined {
    if (isQuiet()) return undefined;
    try {
      return run();
    } catch (error) {
      throw toRefusal(file, error);
    }
  }

  function insert(tenant: string, properties: string): number {
    return Number(addTenant.get(contract, tenant, properties)!['id']);
  }

  return {
    contract,
    known: (tenant, row) => void rows.set(tenant, row),
    putTenant(tenant, properties) {
      if (isQuiet() || rows.has(tenant)) return;
      if (!importing) return void waiting.set(tenant, JSON.stringify(properties));
      write(() => rows.set(tenant, insert(tenant, JSON.stringify(properties))));
    },
    putResource(tenant, kind, stored) {
      const record = JSON.stringify(toStoredRecord(stored));
      const { id, sequence } = stored;
      write(() => {
        const row = rows.get(tenant);
        if (row !== undefined) return void put.run(row, kind, id, sequence, record);
        const added = database.atomically(() => {
          const next = insert(tenant, waiting.get(tenant) ?? '{}');
          put.run(next, kind, id, sequence, record);
          return next;
        });
        rows.set(tenant, added);
        waiting.delete(tenant);
      });
    },
    removeResource(tenant, kind, id) {
      const row = rows.get(tenant);
      if (row === undefined) return;
      write(() =>
        database.atomically(() => {
          keepSequence.run(row, kind, id, contract);
          remove.run(row, kind, id);
        }),
      );
    },
    setSequence: (sequence) => void write(() => raise.run(sequence, contract)),
    clear(tenant) {
      if (isQuiet()) return;
      if (tenant === undefined) {
        write(() => database.atomically(() => clear.forEach((statement) => statement.run(contract))));
        rows.clear();
        waiting.clear();
        return;
      }
      const row = rows.get(tenant);
      if (row !== undefined) {
        write(() => database.atomically(() => clearTenant.forEach((statement) => statement.run(contract, row))));
      }
      rows.delete(tenant);
      waiting.delete(tenant);
    },
    atomically(run) {
      if (isQuiet()) return run();
      const before = new Map(rows);
      importing = true;
      try {
        write(() => database.atomically(run));
      } catch (error) {
        rows.clear();
        for (const [tenant, row] of before) rows.set(tenant, row);
        throw error;
      } finally {
        importing = false;
      }
    },
  };
}

function findContract({ sql }: Database, name: string): number {
  const found = sql.prepare('SELECT id FROM contracts WHERE name = ?').get(name);
  return Number((found ?? sql.prepare('INSERT INTO contracts (name) VALUES (?) RETURNING id').get(name)!)['id']);
}

/** The statements that forget all tenants of a contract, or one, in their order. */
function toDeletions({ sql }: Database, selected: string): StatementSync[] {
  const chosen = `SELECT tenants.id FROM tenants WHERE tenants.contract = ?1 ${selected.replace('?', '?2')}`;
  return [
    `UPDATE contracts SET sequence = max(sequence, coalesce((
      SELECT max(sequence) FROM resources WHERE tenant IN (${chosen})), 0)) WHERE id = ?1`,
    `DELETE FROM resources WHERE tenant IN (${chosen})`,
    `DELETE FROM tenants WHERE id IN (${chosen})`,
  ].map((text) => sql.prepare(text));
}
