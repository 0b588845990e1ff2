/** A lint result for programs. */
import type { LintReport } from './lint-report.ts';

/** One JSON value and a line break. */
export function formatLintJson(report: LintReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
