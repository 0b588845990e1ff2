import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkConformance } from '../../src/conformance/check-conformance.ts';
import { findingCodes } from '../../src/conformance/codes.ts';
import { loadContract } from '../../src/contract/load.ts';
import { formatCheckText } from '../../src/report/check-text.ts';
import { record, root } from '../conformance/support.ts';
import { lavaFaults } from '../servers/faults/lava.ts';

const page = await readFile(join(root, 'docs/commands/check.md'), 'utf8');

test('lists every finding with what it means, and no other', () => {
  const rows = [...page.matchAll(/^\| `([A-Z][A-Za-z]+)` \| (.+) \|$/gm)].map(([, code, meaning]) => [code, meaning]);
  expect(rows).toEqual(Object.entries(findingCodes));
});

test('shows what a run really prints', async () => {
  const [, name, shown] = /<!-- output of: (.+) -->\n```text\n([^]*?)```/.exec(page)!;
  const fault = lavaFaults.find((entry) => entry.name === name)!;
  await using server = await record('lava', { wrap: fault.wrap });
  const report = await checkConformance(await loadContract('lava'), {
    server: server.url,
    token: server.token,
    cwd: root,
  });
  const printed = formatCheckText(report).replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:4010');
  // How many cases there are, and on which line a rule stands, changes with the contract.
  const withoutNumbers = (text: string) => text.replaceAll(/\b\d+(\.\d+)?\b/g, 'N');
  expect(withoutNumbers(shown!)).toBe(withoutNumbers(printed));
});
