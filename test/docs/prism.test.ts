import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CLASSES } from '../mock/differential/classes.ts';
import { DEFAULT_DIFFERENCES } from '../mock/support/prism-differences.ts';
import { root } from '../support/cli.ts';

// docs/prism.md shows both tables of differences; the tests hold the tables themselves.
const rows = readFileSync(join(root, 'docs/prism.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split('|').map((cell) => cell.trim()));

test('shows every documented difference from Prism with its reason', () => {
  const shown = rows.map(([, name, what, why]) => `${name}: ${what} ${why}`);
  const listed = [...DEFAULT_DIFFERENCES, ...CLASSES].map(({ name, what, why }) => `${name}: ${what} ${why}`);
  expect(listed.filter((line) => !shown.includes(line))).toEqual([]);
});

test('shows no difference that is not listed', () => {
  const known = new Set([...DEFAULT_DIFFERENCES, ...CLASSES].map(({ name }) => name));
  const names = rows.map(([, name = '']) => name).filter((name) => /^[A-Z][A-Za-z]+$/.test(name));
  expect(names.filter((name) => !known.has(name))).toEqual([]);
});
