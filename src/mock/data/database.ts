/** Opens a data file and says in one sentence why one cannot be used. The only file that loads node:sqlite. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { HookspecError } from '../../errors.ts';
import { APPLICATION, FORMAT, STEPS, TABLES } from './format.ts';

/** An open data file, ours alone. */
export interface Database {
  readonly sql: DatabaseSync;
  /** Runs several writes as one; inside another run it is a part of that, which may fail by itself. */
  atomically<T>(run: () => T): T;
  close(): void;
}

/**
 * Opens a file, making it when it is not there.
 * @param shown how messages call it
 * @throws HookspecError UnusableData
 */
export function openDatabase(file: string, shown: string): Database {
  assertPlace(file, shown);
  const fail = (error: unknown): never => {
    throw toRefusal(shown, error);
  };
  let sql: DatabaseSync;
  try {
    sql = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 0 });
  } catch (error) {
    return fail(error);
  }
  try {
    prepare(sql, shown);
  } catch (error) {
    sql.close();
    return fail(error);
  }
  let open = false;
  return {
    sql,
    atomically(run) {
      if (open) return nest(sql, run);
      sql.exec('BEGIN IMMEDIATE');
      open = true;
      try {
        const result = run();
        sql.exec('COMMIT');
        return result;
      } catch (error) {
        if (sql.isTransaction) sql.exec('ROLLBACK');
        throw error;
      } finally {
        open = false;
      }
    },
    close: () => sql.close(),
  };
}

function nest<T>(sql: DatabaseSync, run: () => T): T {
  sql.exec('SAVEPOINT nested');
  try {
    const result = run();
    sql.exec('RELEASE nested');
    return result;
  } catch (error) {
    // A full disk may have ended everything that was open.
    if (sql.isTransaction) sql.exec('ROLLBACK TO nested; RELEASE nested');
    throw error;
  }
}

/** What SQLite says about a write that failed, as an error for the user. */
export function toRefusal(file: string, error: unknown): unknown {
  if (error instanceof HookspecError || !(error instanceof Error) || !('errcode' in error)) return error;
  // Extended codes carry the plain one in their lowest byte.
  const reason = REASONS[Number(error.errcode) & 0xff];
  const text = reason?.text ?? `cannot be used: ${error.message}`;
  return new HookspecError('UnusableData', `The data file ${file} ${text}`, {
    cause: error,
    ...(reason?.hint !== undefined && { hint: reason.hint }),
  });
}

const OTHER_FILE = 'Stop the other mock, or give this one a file of its own.';

const READ_ONLY = 'cannot be read and written: this user lacks the rights to it or to its folder';

const REASONS: Readonly<Record<number, { readonly text: string; readonly hint?: string } | undefined>> = {
  5: { text: 'is in use by another mock', hint: OTHER_FILE },
  6: { text: 'is in use by another mock', hint: OTHER_FILE },
  8: { text: READ_ONLY },
  10: { text: 'cannot be read or written: the disk reports a fault' },
  11: { text: 'is damaged' },
  13: { text: 'cannot be written: the disk is full' },
  14: { text: READ_ONLY },
  26: { text: 'is no SQLite file' },
};

function assertPlace(file: string, shown: string): void {
  const folder = dirname(file);
  const refuse = (what: string) => new HookspecError('UnusableData', `The data file ${shown} ${what}`);
  if (!existsSync(folder)) throw refuse(`cannot be made: there is no folder ${folder}`);
  if (existsSync(file) && statSync(file).isDirectory()) throw refuse('is a folder');
  // Asked for beforehand, as SQLite calls it by several names. It writes files beside this one.
  for (const path of [folder, file]) if (existsSync(path) && !isWritable(path)) throw refuse(READ_ONLY);
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function prepare(sql: DatabaseSync, file: string): void {
  // Before the first access: the file is then locked until it is closed, and needs no shared memory beside it.
  sql.exec('PRAGMA locking_mode = EXCLUSIVE');
  assertOurs(sql, file);
  // Each write is with the system before its answer leaves, which outlives the end of this process. NORMAL waits for the
  // disk only now and then: a loss of power may cost the last writes, and never the file.
  // What was written is taken over into the file after 16 MB instead of 4, as that is when the disk is waited for.
  sql.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000');
  sql.exec('BEGIN IMMEDIATE');
  if (read(sql, 'application_id') === 0) sql.exec(TABLES);
  for (let format = read(sql, 'user_version'); format < FORMAT; format = read(sql, 'user_version'))
    sql.exec(STEPS[format]!);
  sql.exec('COMMIT');
}

function assertOurs(sql: DatabaseSync, file: string): void {
  const application = read(sql, 'application_id');
  const version = read(sql, 'user_version');
  const isEmpty = application === 0 && version === 0 && sql.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
  if (isEmpty) return;
  if (application !== APPLICATION) {
    throw new HookspecError('UnusableData', `The data file ${file} belongs to another program`);
  }
  if (version > FORMAT) {
    throw new HookspecError(
      'UnusableData',
      `The data file ${file} was written by a newer hookspec: it has format ${version}, and this one knows ${FORMAT}`,
      { hint: 'Update hookspec, or use another file.' },
    );
  }
}

function read(sql: DatabaseSync, pragma: 'application_id' | 'user_version'): number {
  return Number(sql.prepare(`PRAGMA ${pragma}`).get()![pragma]);
}
