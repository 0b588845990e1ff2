/** State that outlives the mock: `--data FILE`. */
import { resolve } from 'node:path';
import { toShownFile } from '../../contract/source/shown-place.ts';
import { HookspecError } from '../../errors.ts';
import type { Mount, Persistence } from '../mount.ts';
import type { RateWindow } from '../rate-limits.ts';
import type { StoredRecord } from '../store-state.ts';
import { createAttemptJournal, type DataAttempts } from './attempt-journal.ts';
import { openDatabase, toRefusal, type Database } from './database.ts';
import { createJournal, type DataJournal } from './journal.ts';

/** An open data file: what mounts write through, and what they begin with. */
export interface DataFile extends Persistence {
  readonly attempts: DataAttempts;
  /** Gives mounts what the file holds of their contracts; a mount that has it already is left alone. */
  restore(mounts: Iterable<Mount>): void;
  /** Keeps the open quotas, and lets go of the file. */
  close(mounts: Iterable<Mount>): void;
}

/**
 * Opens a data file, making it when it is not there. It belongs to this mock until it is closed, or the process ends.
 * @param seed where a new file is to begin; a file keeps the first seed that it was given
 * @throws HookspecError UnusableData
 */
export function openDataFile(path: string, seed: number | undefined): DataFile {
  const file = resolve(path);
  const shown = toShownFile(file, process.cwd());
  const database = openDatabase(file, shown);
  const journals = new Map<string, DataJournal>();
  const restored = new Set<string>();
  const attempts = createAttemptJournal(database, shown, (contract) => journals.get(contract)!.contract);
  let quiet = false;
  const said = <T>(run: () => T): T => {
    try {
      return run();
    } catch (error) {
      throw toRefusal(shown, error);
    }
  };
  try {
    const settings = database.atomically(() => readSettings(database, seed));
    return {
      ...settings,
      attempts,
      atomically: (run) => said(() => database.atomically(run)),
      journal(contract) {
        const known = journals.get(contract);
        if (known) return known;
        const journal = said(() => createJournal(database, shown, contract, () => quiet));
        journals.set(contract, journal);
        return journal;
      },
      restore(mounts) {
        quiet = true;
        try {
          for (const mount of mounts) {
            const { name } = mount.contract;
            if (restored.has(name)) continue;
            restored.add(name);
            const journal = journals.get(name)!;
            mount.import(readContract(database, journal));
            mount.resume(attempts.read(journal.contract));
          }
        } catch (error) {
          throw error instanceof SyntaxError
            ? new HookspecError('UnusableData', `The data file ${shown} is damaged`)
            : error;
        } finally {
          quiet = false;
        }
      },
      close(mounts) {
        if (!database.sql.isOpen) return;
        const keep = () => {
          for (const { contract, limiter } of mounts) {
            keepQuotas(database, journals.get(contract.name)!.contract, limiter.export());
          }
        };
        try {
          attempts.flush();
          said(() => database.atomically(keep));
        } finally {
          database.close();
        }
      },
    };
  } catch (error) {
    database.close();
    throw toRefusal(shown, error);
  }
}

/** Counts the starts, so that the same seed does not give the ids and secrets of the last run once more. */
function readSettings({ sql }: Database, seed: number | undefined): { readonly seed: number; readonly run: number } {
  const first = seed ?? crypto.getRandomValues(new Uint32Array(1))[0]!;
  const add = sql.prepare('INSERT INTO settings VALUES (?, ?) ON CONFLICT DO NOTHING');
  add.run('seed', first);
  add.run('run', -1);
  sql.exec(`UPDATE settings SET value = value + 1 WHERE name = 'run'`);
  const read = (name: string) => Number(sql.prepare('SELECT value FROM settings WHERE name = ?').get(name)!['value']);
  return { seed: read('seed'), run: read('run') };
}

function readContract({ sql }: Database, journal: DataJournal) {
  const { contract } = journal;
  const tenants = sql.prepare('SELECT id, name, properties FROM tenants WHERE contract = ? ORDER BY id').all(contract);
  const select = sql.prepare('SELECT kind, record FROM resources WHERE tenant = ? ORDER BY sequence');
  const highest = sql.prepare(`SELECT max(contracts.sequence, coalesce(max(resources.sequence), 0)) AS sequence
    FROM contracts LEFT JOIN tenants ON tenants.contract = contracts.id LEFT JOIN resources ON resources.tenant = tenants.id
    WHERE contracts.id = ?`);
  const quotas = sql.prepare('SELECT record FROM quotas WHERE contract = ? ORDER BY id').all(contract);
  // They were written when the last mock ended; if this one does not come to that, they are no longer true.
  sql.prepare('DELETE FROM quotas WHERE contract = ?').run(contract);
  return {
    sequence: Number(highest.get(contract)!['sequence']),
    quotas: quotas.map(({ record }) => JSON.parse(String(record)) as RateWindow),
    tenants: tenants.map(({ id, name, properties }) => {
      journal.known(String(name), Number(id));
      const resources: Record<string, StoredRecord[]> = {};
      for (const { kind, record } of select.all(id!)) {
        (resources[String(kind)] ??= []).push(JSON.parse(String(record)) as StoredRecord);
      }
      return {
        tenant: String(name),
        properties: JSON.parse(String(properties)) as Readonly<Record<string, unknown>>,
        resources,
      };
    }),
  };
}

function keepQuotas({ sql }: Database, contract: number, windows: readonly RateWindow[]): void {
  const add = sql.prepare('INSERT INTO quotas (contract, record) VALUES (?, ?)');
  for (const window of windows) add.run(contract, JSON.stringify(window));
}
