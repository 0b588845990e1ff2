import { chmodSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readEntry, writeEntry } from '../../../src/contract/cache/entries.ts';
import { loadContract } from '../../../src/contract/load.ts';
import { entriesIn, toData, useCache } from '../support/cache.ts';
import { writeFolder } from '../support/folder.ts';

const API = "openapi: 3.1.0\ninfo: { title: Harbour, version: '1' }\npaths: {}\n";

test('gives back what was written, and nothing for what was not', () => {
  const folder = join(useCache(), 'deep', 'down');
  writeEntry(folder, 'a', 'Grüße\nzwei');
  expect(readEntry(folder, 'a')?.toString()).toBe('Grüße\nzwei');
  expect(readEntry(folder, 'b')).toBeUndefined();
  expect(readdirSync(folder)).toEqual(['a.plan']);
  expect(statSync(join(folder, 'a.plan')).mode & 0o077).toBe(0);
});

test('removes the oldest entries beyond a number and beyond a size', () => {
  const folder = useCache();
  const write = (key: string, age: number, limits: { entries: number; bytes: number }) => {
    writeEntry(folder, key, 'x'.repeat(100), limits);
    const time = Date.now() / 1000 - age;
    utimesSync(join(folder, `${key}.plan`), time, time);
  };
  const many = { entries: 3, bytes: 10_000 };
  write('b', 400, many);
  write('a', 300, many);
  write('d', 200, many);
  write('c', 100, many);
  expect(entriesIn(folder).sort()).toEqual(['a.plan', 'c.plan', 'd.plan']);
  write('e', 0, { entries: 9, bytes: 400 });
  expect(entriesIn(folder).sort()).toEqual(['c.plan', 'e.plan']);
});

test('leaves files of others alone, and removes temporary ones that were forgotten', () => {
  const folder = useCache();
  for (const name of ['notes.txt', 'old.tmp', 'new.tmp']) writeFileSync(join(folder, name), '');
  utimesSync(join(folder, 'old.tmp'), 0, 0);
  writeEntry(folder, 'a', 'x');
  expect(readdirSync(folder).sort()).toEqual(['a.plan', 'new.tmp', 'notes.txt']);
});

test.each([
  ['may not be written', (folder: string) => chmodSync(folder, 0o500)],
  ['is a file', (folder: string) => writeFileSync(join(folder, 'sub'), '')],
  [
    'holds a folder where the entry belongs',
    (folder: string) => mkdirSync(join(folder, 'sub', 'a.plan', 'full'), { recursive: true }),
  ],
])('does without a folder that %s', async (_, spoil) => {
  const folder = useCache();
  spoil(folder);
  expect(writeEntry(join(folder, 'sub'), 'a', 'x')).toBeUndefined();
  process.env.HOOKSPEC_CACHE = join(folder, 'sub');
  const cwd = await writeFolder({ 'api.yaml': API });
  const [first, second] = [await loadContract('./api.yaml', { cwd }), await loadContract('./api.yaml', { cwd })];
  expect(toData(second)).toEqual(toData(first));
  chmodSync(folder, 0o700);
});
