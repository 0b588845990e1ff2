/** The pages of the checks: where they are, which shape they have, and what their examples come from. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { phases } from '../../src/conformance/case.ts';
import { caseChecks, responseChecks } from '../../src/conformance/checks/registry.ts';
import { root } from '../support/cli.ts';

/** Folder of the pages. */
export const folder = join(root, 'docs/checks');

/** Names of all checks: those of every answer first. */
export const checkNames = [...responseChecks, ...caseChecks].map(({ name }) => name);

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

/** The comment that says what an example is the output of, and the block with it. */
export const EXAMPLE = /<!-- output of: (\S+)(?: \((\w+)\))? -->\n```text\n([^]*?)```/;

/** The first paragraph of a page: the check in one sentence. */
export function sentenceOf(name: string): string {
  return readPage(name).split('\n\n')[1]!.replaceAll('\n', ' ');
}

/** The index of all pages; `write-check-examples.ts` writes it. */
export function toIndex(): string {
  const pages = new Set(pageNames());
  const row = (name: string): string => `| [${name}](${name}.md) | ${sentenceOf(name)} |\n`;
  const table = (names: readonly string[]): string =>
    `| check | what it holds a server to |\n|---|---|\n${names
      .filter((name) => pages.has(name))
      .map(row)
      .join('')}`;
  const sections = phases.map((phase) => {
    const names = caseChecks.filter((check) => check.phase === phase && pages.has(check.name)).map(({ name }) => name);
    return names.length === 0 ? '' : `\n## Phase \`${phase}\`\n\n${table(names)}`;
  });
  return `# Checks

\`hookspec check\` runs the checks below. \`--skip NAME\` switches one off. Each page says what a check does, why, what its
output looks like, and what the contract has to say for it to run. What a check cannot judge is skipped with the reason,
never passed. [hookspec check](../commands/check.md) lists the codes of all findings.

## Every answer

${table(responseChecks.map(({ name }) => name))}${sections.join('')}`;
}
