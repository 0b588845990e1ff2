/** The pages of the checks of receivers: where they are, and what their examples come from. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerChecks, receiverChecks } from '../../src/conformance/receiver/checks/registry.ts';
import { receiverCodes } from '../../src/conformance/receiver/codes.ts';
import { receiverPhases } from '../../src/conformance/receiver/receiver-check.ts';
import { formatCheckText } from '../../src/report/check-text.ts';
import { formatFinding } from '../../src/report/finding-text.ts';
import { receiverFaults } from '../servers/receivers/faults/catalogue.ts';
import { judgeFault } from '../servers/receivers/judge.ts';
import { root } from '../support/cli.ts';

/** Folder of the pages. */
export const folder = join(root, 'docs/checks/receiver');

/** Names of all checks: those of every answer first. */
export const checkNames = [...answerChecks, ...receiverChecks].map(({ name }) => name);

/** Names of all pages. */
export function pageNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .map((file) => file.slice(0, -3));
}

/** Text of a page. */
export function readPage(name: string): string {
  return readFileSync(join(folder, `${name}.md`), 'utf8');
}

/** The comment with the id of a wrong receiver, and the block with the finding. */
export const EXAMPLE = /(<!-- output of: (\S+) -->\n```text\n)([^]*?)(```)/;

/** What the check finds at the wrong receiver that its page names. @throws Error when it finds nothing */
export async function printExample(name: string): Promise<string> {
  const [, , id] = EXAMPLE.exec(readPage(name))!;
  const fault = receiverFaults.find((entry) => entry.id === id);
  if (!fault) throw new Error(`docs/checks/receiver/${name}.md: there is no receiver ${id}`);
  const { findings } = await judgeFault(fault, { only: [name] });
  const finding = findings.find(({ check }) => check === name);
  if (!finding) throw new Error(`docs/checks/receiver/${name}.md: ${id} gives no finding of it`);
  return `${toSteady(formatFinding(finding))}\n`;
}

/** Output of a whole run, as docs/commands/check-receiver.md shows it. */
export async function printReceiverRun(id: string): Promise<string> {
  return toSteady(formatCheckText(await judgeFault(receiverFaults.find((entry) => entry.id === id)!)));
}

/** Ports, ids, times and what is signed with them change from run to run. */
export function toSteady(text: string): string {
  return text.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:3000');
}

/** The same without anything that changes from run to run, to compare. */
export function toComparable(text: string): string {
  return text
    .replaceAll(/\b[0-9a-f]{40,}\b|[A-Za-z0-9+/]{43}=/g, 'SIGNATURE')
    .replaceAll(/\b[a-z]+_[0-9A-Z]{26}\b/g, 'ID')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'TIME')
    .replaceAll(/\d+(?:\.\d+)?/g, 'N');
}

/** Rows of the table of codes in docs/commands/check-receiver.md. */
export function toReceiverCodeRows(): string {
  return Object.entries(receiverCodes)
    .map(([code, meaning]) => `| \`${code}\` | ${meaning} |\n`)
    .join('');
}

/** The index of all pages. */
export function toReceiverIndex(): string {
  const row = (name: string): string =>
    `| [${name}](${name}.md) | ${readPage(name).split('\n\n')[1]!.replaceAll('\n', ' ')} |\n`;
  const table = (names: readonly string[]): string =>
    `| check | what it holds a receiver to |\n|---|---|\n${names.map(row).join('')}`;
  const sections = receiverPhases.map((phase) => {
    const names = receiverChecks.filter((check) => check.phase === phase).map(({ name }) => name);
    return `\n## Phase \`${phase}\`\n\n${table(names)}`;
  });
  return `# Checks of a receiver

[\`hookspec check-receiver\`](../../commands/check-receiver.md) runs the checks below. \`--skip NAME\` switches one off. Each
page says what a check does, why, what its output looks like, and what the contract has to say for it to run. What a check
cannot judge is skipped with the reason, never passed.

## Every answer

${table(answerChecks.map(({ name }) => name))}${sections.join('')}`;
}
