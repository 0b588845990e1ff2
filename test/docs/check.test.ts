import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../conformance/support.ts';
import { CODES, printRun, RUN, toCodeRows } from './check-page.ts';

const page = await readFile(join(root, 'docs/commands/check.md'), 'utf8');

test('lists every finding with what it means, and no other', () => {
  expect(CODES.exec(page)![2]).toBe(toCodeRows());
});

test('shows what a run really prints', async () => {
  const [, , id, shown] = RUN.exec(page)!;
  const printed = await printRun(id!);
  // How many cases there are, on which line a rule stands and which ids a server gives changes from run to run.
  const withoutNumbers = (text: string) => text.replaceAll(/\b(wh_)?[\da-f]*\d+(\.\d+)?\b/g, 'N');
  expect(withoutNumbers(shown!)).toBe(withoutNumbers(printed));
}, 60_000);
