/** Lint findings as text: one line each, the place first so that editors and terminals can jump to it. */
import type { Finding } from './finding.ts';

/** Findings of one contract. */
export interface LintResult {
  readonly name: string;
  readonly findings: readonly Finding[];
}

/**
 * Renders the findings of every contract and one line that sums up each.
 * Columns: `file:line:column`, severity, rule, message.
 */
export function formatLintText(results: readonly LintResult[]): string {
  return (
    results.map((result) => [...result.findings.map(formatLine), formatSummary(result)].join('\n')).join('\n\n') + '\n'
  );
}

function formatLine(finding: Finding): string {
  return [finding.contractLocation ?? '-', finding.severity, finding.code, finding.message].join('  ');
}

function formatSummary({ name, findings }: LintResult): string {
  if (findings.length === 0) return `${name}: no findings.`;
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  return `${name}: ${count(errors, 'error')}, ${count(findings.length - errors, 'warning')}.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
