/** A conformance run for programs. */
import type { CheckReport } from './check-report.ts';

/** One JSON value and a newline. */
export function formatCheckJson(report: CheckReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
