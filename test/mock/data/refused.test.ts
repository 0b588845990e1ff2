import { chmod, chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { HookspecError } from '../../../src/errors.ts';
import { openDataFile } from '../../../src/mock/data/data-file.ts';
import { startMock } from '../../../src/mock/start.ts';
import { runCli, startCliMock } from '../../support/cli.ts';
import { createDataPath } from './support.ts';

function refusal(file: string): string {
  try {
    openDataFile(file, 1).close([]);
    return 'none';
  } catch (error) {
    if (!(error instanceof HookspecError)) throw error;
    const { code, message } = error;
    return `${code}: ${message.replace(file, 'FILE').replace(dirname(file), 'FOLDER')}`;
  }
}

function write(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

test.each([
  [
    'of a newer format',
    'PRAGMA user_version = 4',
    'was written by a newer hookspec: it has format 4, and this one knows 3',
  ],
])('refuses a file %s', async (_, sql, text) => {
  const file = await createDataPath();
  openDataFile(file, 1).close([]);
  write(file, sql);
  expect(refusal(file)).toBe(`UnusableData: The data file FILE ${text}`);
});

test.each([
  ['with a mark of its own', 'PRAGMA application_id = 252006674'],
  ['without a mark', 'CREATE TABLE notes (text)'],
])("refuses another program's file %s, and leaves it as it is", async (_, sql) => {
  const file = await createDataPath();
  write(file, sql);
  expect(refusal(file)).toBe('UnusableData: The data file FILE belongs to another program');
  const database = new DatabaseSync(file);
  expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'delete' });
  database.close();
});

test('refuses what is no SQLite file, what is a folder, and a place that is not there', async () => {
  const file = await createDataPath();
  await writeFile(file, 'no database\n'.repeat(100));
  expect(refusal(file)).toBe('UnusableData: The data file FILE is no SQLite file');
  await rm(file);
  await mkdir(file);
  expect(refusal(file)).toBe('UnusableData: The data file FILE is a folder');
  const nowhere = join(dirname(file), 'nowhere/state.db');
  expect(refusal(nowhere)).toBe('UnusableData: The data file FILE cannot be made: there is no folder FOLDER');
});

test('refuses a file whose rows are damaged', async () => {
  const file = await createDataPath();
  await using mock = await startMock('lava', { data: file, seed: 1 });
  const headers = { Authorization: 'Bearer aks_test_dataDataData00001', 'Content-Type': 'application/json' };
  const body = JSON.stringify({ name: 'one', url: 'https://example.com/hook' });
  expect((await fetch(`${mock.urls['lava']}/webhooks`, { method: 'POST', headers, body })).status).toBe(201);
  await mock.close();
  write(file, `UPDATE resources SET record = '{"half'`);
  await expect(startMock('lava', { data: file })).rejects.toThrow(`The data file ${file} is damaged`);
  // The failed start has let go of it.
  expect(refusal(file)).toBe('none');
});

test('takes an empty file, and one from which everything was taken', async () => {
  const file = await createDataPath();
  await writeFile(file, '');
  expect(refusal(file)).toBe('none');
  expect(refusal(file)).toBe('none');
});

test('refuses a file that another mock has open, and takes it when that one has ended', async () => {
  const file = await createDataPath();
  const inUse = `hookspec: The data file ${file} is in use by another mock.\nStop the other mock, or give this one a file of its own.\n`;
  {
    await using _ = await startCliMock(['lava', '--data', file]);
    expect(await runCli(['mock', 'lava', '--port', '0', '--data', file])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: inUse,
    });
    await expect(startMock('lava', { data: file })).rejects.toThrow('is in use by another mock');
  }
  await using mock = await startMock('lava', { data: file });
  await expect(startMock('lava', { data: file })).rejects.toThrow('is in use by another mock');
  expect(mock.port).toBeGreaterThan(0);
});

test('refuses a folder and a file that it may only read', async () => {
  const file = await createDataPath();
  openDataFile(file, 1).close([]);
  // Root may write everywhere, so there the command runs as nobody.
  const isRoot = process.getuid?.() === 0;
  const as = isRoot ? { uid: 65534, gid: 65534 } : {};
  if (isRoot) await chown(file, 65534, 65534);
  await chmod(file, 0o444);
  await chmod(dirname(file), 0o555);
  const said = async (path: string) => {
    const { exitCode, stderr } = await runCli(['mock', 'lava', '--port', '0', '--data', path], as);
    return [exitCode, stderr.split('\n')[0]];
  };
  const text = 'cannot be read and written: this user lacks the rights to it or to its folder';
  expect(await said(file)).toEqual([2, `hookspec: The data file ${file} ${text}.`]);
  const fresh = join(dirname(file), 'fresh.db');
  expect(await said(fresh)).toEqual([2, `hookspec: The data file ${fresh} ${text}.`]);
  await chmod(dirname(file), 0o755);
});
