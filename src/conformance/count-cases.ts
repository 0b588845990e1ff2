/** Counts what came of the cases of a run. */
import type { CaseResult, CheckReport } from '../report/check-report.ts';

/** How many cases there were, and how many of each verdict. */
export function countCases(results: readonly CaseResult[]): CheckReport['summary'] {
  const count = (verdict: CaseResult['verdict']): number =>
    results.filter((result) => result.verdict === verdict).length;
  return {
    cases: results.length,
    passed: count('passed'),
    failed: count('failed'),
    warned: count('warned'),
    skipped: count('skipped'),
  };
}
