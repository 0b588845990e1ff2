/** What docs/commands/check.md shows: a run against one wrong server, and the codes of all findings. */
import { findingCodes } from '../../src/conformance/codes.ts';
import { formatCheckText } from '../../src/report/check-text.ts';
import { run } from '../conformance/run.ts';
import { faults } from '../servers/faults/catalogue.ts';
import { root } from '../support/cli.ts';

/** The comment with the id of a fault, and the block with the output. */
export const RUN = /(<!-- output of: (\S+) -->\n```text\n)([^]*?)(```)/;

/** The table of codes, without its head. */
export const CODES = /(\| code \| meaning \|\n\|---\|---\|\n)((?:\|.*\|\n)*)/;

/** Output of a run against a server of the fault catalogue. */
export async function printRun(id: string): Promise<string> {
  const fault = faults.find((entry) => entry.id === id)!;
  const report = await run(fault.provider, { wrap: fault.wrap }, { cwd: root });
  return formatCheckText(report).replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:4010');
}

/** Rows of the table of codes. */
export function toCodeRows(): string {
  return Object.entries(findingCodes)
    .map(([code, meaning]) => `| \`${code}\` | ${meaning} |\n`)
    .join('');
}
