import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toHeader, toJsonHeader } from '../../src/codegen/header.ts';
import { compareOutput } from '../../src/codegen/output.ts';
import { writeOutput } from '../../src/codegen/write-output.ts';
import { HookspecError } from '../../src/errors.ts';

const header = toHeader('hookspec generate a');
const json = `${JSON.stringify({ ...toJsonHeader('hookspec generate a'), openapi: '3.1.0' }, null, 2)}\n`;
const expected = new Map([
  ['a/client.ts', `${header}client\n`],
  ['a/openapi.json', json],
  ['a/types.ts', `${header}types\n`],
]);
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookspec-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function get(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

function putExpected(): void {
  for (const [path, text] of expected) put(path, text);
}

describe('compareOutput', () => {
  test('finds nothing where every byte is as expected', () => {
    putExpected();
    expect(compareOutput(folder, expected, true)).toEqual([]);
  });

  test('finds every file missing in a folder that does not exist', () => {
    expect(compareOutput(join(folder, 'none'), expected, true)).toEqual([
      { path: 'a/client.ts', problem: 'missing', ours: true },
      { path: 'a/openapi.json', problem: 'missing', ours: true },
      { path: 'a/types.ts', problem: 'missing', ours: true },
    ]);
  });

  test('notices a change that leaves the text the same to the eye', () => {
    putExpected();
    put('a/types.ts', `${header}types\r\n`);
    put('a/openapi.json', json.trimEnd());
    expect(compareOutput(folder, expected, true)).toEqual([
      { path: 'a/openapi.json', problem: 'changed', ours: true },
      { path: 'a/types.ts', problem: 'changed', ours: true },
    ]);
  });

  test('names files that should not be there, in other folders only when the whole folder is meant', () => {
    putExpected();
    put('a/old.ts', `${header}old\n`);
    put('gone/types.ts', `${header}gone\n`);
    put('notes/a/b.txt', 'mine');
    const inside = { path: 'a/old.ts', problem: 'unexpected', ours: true };
    expect(compareOutput(folder, expected, false)).toEqual([inside]);
    expect(compareOutput(folder, expected, true)).toEqual([
      inside,
      { path: 'gone/types.ts', problem: 'unexpected', ours: true },
      { path: 'notes/a/b.txt', problem: 'unexpected', ours: false },
    ]);
  });

  test('takes a file that only quotes the header for a hand-written one', () => {
    putExpected();
    put('a/types.ts', `// about generated files\n${header}`);
    expect(compareOutput(folder, expected, true)).toEqual([{ path: 'a/types.ts', problem: 'changed', ours: false }]);
  });
});

describe('writeOutput', () => {
  test('makes a folder that then compares as fresh', () => {
    put('a/old.ts', `${header}old\n`);
    put('a/types.ts', `${header}older types\n`);
    expect(writeOutput(folder, expected, compareOutput(folder, expected, true))).toEqual([]);
    expect(compareOutput(folder, expected, true)).toEqual([]);
  });

  test('keeps a hand-written file that should not be there and says so', () => {
    put('a/notes.md', 'mine');
    expect(writeOutput(folder, expected, compareOutput(folder, expected, true))).toEqual([
      { path: 'a/notes.md', problem: 'unexpected', ours: false },
    ]);
    expect(get('a/notes.md')).toBe('mine');
  });

  test('writes nothing when a hand-written file is in the way', () => {
    put('a/types.ts', 'export type Mine = 1;\n');
    const stale = compareOutput(folder, expected, true);
    expect(() => writeOutput(folder, expected, stale)).toThrow(
      new HookspecError('Usage', `Files that were not generated are in the way in ${folder}.`, {
        details: ['a/types.ts'],
        hint: 'Move them, or choose another folder with --output.',
      }),
    );
    expect(get('a/types.ts')).toBe('export type Mine = 1;\n');
    expect(compareOutput(folder, expected, true).map((file) => file.problem)).toEqual([
      'missing',
      'missing',
      'changed',
    ]);
  });
});
