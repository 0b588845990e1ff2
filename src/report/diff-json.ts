/** A difference for programs. */
import type { DiffRun } from './diff-report.ts';

/** One JSON value and a newline. */
export function formatDiffJson(run: DiffRun): string {
  return `${JSON.stringify(run, null, 2)}\n`;
}
