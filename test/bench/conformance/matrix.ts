/** Faults against checks. */
import { toTable } from '../report/table.ts';
import type { Fared } from './score.ts';

/** One row for each check that found something, one column for each group. */
export function toMatrix(all: readonly Fared[]): string {
  const groups = [...new Set(all.map(({ fault }) => fault.group))];
  const checks = [...new Set(all.flatMap(({ result }) => result.findings.map(({ check }) => check)))].toSorted();
  const rows = checks.map((check) => {
    const counts = groups.map(
      (group) =>
        all.filter(
          ({ fault, result }) => fault.group === group && result.findings.some((finding) => finding.check === check),
        ).length,
    );
    return [check, ...counts.map((count) => (count === 0 ? '' : String(count)))];
  });
  return toTable(['check', ...groups], rows);
}
