import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reporters } from '../../src/report/reporters.ts';
import { root } from '../support/cli.ts';
import { BLOCK, showReport } from './report-example.ts';

const page = readFileSync(join(root, 'docs/reports.md'), 'utf8');
const blocks = [...page.matchAll(BLOCK)];

test('shows each form, and no other', () => {
  expect(blocks.map(([, , name]) => name)).toEqual(reporters.map(({ name }) => name));
});

test.each(blocks.map(([, , name, , text]) => [name!, text!]))('shows what %s really looks like', (name, text) => {
  expect(`${text}\n`).toBe(showReport(name));
});

test('lists each form with what chooses it', () => {
  const rows = [...page.matchAll(/^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$/gm)].map(([, name, who, ends]) => [
    name,
    who,
    ends,
  ]);
  expect(rows).toEqual(
    reporters.map(({ name, summary, extensions }) => [
      name,
      summary,
      extensions.map((end) => `\`${end}\``).join(', ') || 'none',
    ]),
  );
});
