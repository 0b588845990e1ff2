/** A lint result as Markdown: for step summaries and comments. */
import { escapeMarkdown, toCodeSpan } from './escape.ts';
import type { Finding } from './finding.ts';
import { countFindings } from './lint-report.ts';
import type { LintReport, LintResult } from './lint-report.ts';
import { plural } from './words.ts';

/**
 * One table for each contract.
 * @param most most characters; rows that would go beyond are left out and counted. Default: no limit
 */
export function formatLintMarkdown({ contracts }: LintReport, most = Infinity): string {
  let room = most - contracts.length * 400;
  const sections = contracts.map((result) => {
    const rows = result.findings.map(toRow).filter((row) => (room -= row.length) >= 0);
    return formatSection(result, rows);
  });
  return sections.join('\n');
}

function formatSection({ name, findings }: LintResult, rows: readonly string[]): string {
  const { errors, warnings } = countFindings(findings);
  const counts = `${errors > 0 ? '❌' : '⚠️'} ${plural(errors, 'error')}, ${plural(warnings, 'warning')}`;
  const head = `## ${escapeMarkdown(name)}: ${findings.length === 0 ? '✅ no findings' : counts}\n`;
  if (findings.length === 0) return head;
  const left = findings.length - rows.length;
  const note = left === 0 ? '' : `\n_${plural(left, 'finding')} more did not fit in here._\n`;
  return `${head}\n| severity | rule | operation | place | what to mend |\n|---|---|---|---|---|\n${rows.join('')}${note}`;
}

function toRow({ severity, code, operation = '', contractLocation, message }: Finding): string {
  const place = contractLocation === undefined ? '' : toCodeSpan(contractLocation);
  return `| ${severity} | ${toCodeSpan(code)} | ${escapeMarkdown(operation)} | ${place} | ${toText(message)} |\n`;
}

/** A message, with what stands in backticks as code. */
function toText(message: string): string {
  return message
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? toCodeSpan(part.slice(1, -1)) : escapeMarkdown(part)))
    .join('');
}
