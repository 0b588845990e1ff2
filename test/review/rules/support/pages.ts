/** The pages of the rules: docs/rules/<name>.md, all of one shape. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '../../../../src/review/plugin/rule.ts';
import { rules } from '../../../../src/review/rules/registry.ts';
import { root } from '../../../support/cli.ts';

/** Folder of the pages. */
export const folder = join(root, 'docs/rules');

/** A page, taken apart. */
export interface Page {
  readonly text: string;
  readonly headings: readonly string[];
  /** Text below a heading, without blank lines around it. */
  readonly sections: Readonly<Record<string, string>>;
  /** Changes of the base document that the rule reports. */
  readonly wrong: string;
  /** The same, mended. */
  readonly right: string;
}

/** Names of all pages. */
export function pageNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md') && file !== 'index.md')
    .map((file) => file.slice(0, -3));
}

/** Reads a page. */
export function readPage(name: string): Page {
  const text = readFileSync(join(folder, `${name}.md`), 'utf8');
  const parts = text.split(/^## (.*)$/m);
  const sections: Record<string, string> = {};
  for (let index = 1; index < parts.length; index += 2) sections[parts[index]!] = parts[index + 1]!.trim();
  return {
    text,
    headings: text.match(/^#+ .*$/gm) ?? [],
    sections,
    wrong: yamlOf(sections['Wrong']),
    right: yamlOf(sections['Right']),
  };
}

/** The first sentence or sentences of a page: what stands below its title. */
export function leadOf({ text }: Page): string {
  return text.split('\n\n')[1]!.replaceAll('\n', ' ');
}

function yamlOf(section = ''): string {
  return /```yaml\n([^]*?)```/.exec(section)?.[1] ?? '';
}

/** The block with what the rule says about the wrong example, and the line with its levels. */
export function toWritten(rule: Rule, messages: readonly string[]): { says: string; levels: string } {
  return {
    says: `\`\`\`text\n${messages.join('\n')}\n\`\`\``,
    levels: `\`recommended\`: ${rule.recommended}. \`strict\`: ${rule.strict}.`,
  };
}

/** The table in docs/rules/index.md. */
export function toTable(): string {
  const rows = rules.map(
    ({ name, summary, recommended, strict }) => `| [${name}](${name}.md) | ${summary} | ${recommended} | ${strict} |\n`,
  );
  return `| rule | what it asks | recommended | strict |\n|---|---|---|---|\n${rows.join('')}`;
}
