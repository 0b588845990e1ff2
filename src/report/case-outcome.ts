/** How a case counts in formats that know tests. */
import type { CaseResult, CheckReport } from './check-report.ts';
import type { Finding } from './finding.ts';

/**
 * `known`: it fails for nothing but findings that the baseline lists, so the exit code does not count it.
 * `pending`: the run was stopped before it.
 */
export type CaseOutcome = 'passed' | 'failed' | 'warned' | 'known' | 'skipped' | 'pending';

/** A case with what it met. */
export interface CaseWithFindings {
  readonly entry: CaseResult;
  readonly outcome: CaseOutcome;
  readonly findings: readonly Finding[];
}

/** The cases of a report, in their order. */
export function toOutcomes({ cases, findings }: CheckReport): CaseWithFindings[] {
  const known = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  return cases.map((entry) => {
    const own = entry.findings.flatMap((fingerprint) => known.get(fingerprint) ?? []);
    return { entry, outcome: toOutcome(entry, own), findings: own };
  });
}

function toOutcome({ verdict, reason }: CaseResult, findings: readonly Finding[]): CaseOutcome {
  if (verdict === 'skipped') return reason === 'interrupted' ? 'pending' : 'skipped';
  if (verdict !== 'failed') return verdict;
  const errors = findings.filter(({ severity }) => severity === 'error');
  return errors.length > 0 && errors.every(({ state }) => state === 'known') ? 'known' : 'failed';
}
