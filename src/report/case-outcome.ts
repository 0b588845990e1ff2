/** How a case counts in formats that know tests. */
import type { CaseResult, CheckReport } from './check-report.ts';
import { escapeLines } from './escape.ts';
import type { Finding } from './finding.ts';
import { formatFinding } from './finding-text.ts';

/**
 * `known`: it fails for nothing but findings that the baseline lists, so the exit code does not count it.
 * `pending`: the run ended before it.
 */
export type CaseOutcome = 'passed' | 'failed' | 'warned' | 'known' | 'skipped' | 'pending';

/** A case with what it met. */
export interface CaseWithFindings {
  readonly entry: CaseResult;
  readonly outcome: CaseOutcome;
  readonly findings: readonly Finding[];
  /** What it met, as text: in full where it is met first, elsewhere with the id of the case that did. */
  readonly text: string;
}

/** The cases of a report, in their order. */
export function toOutcomes({ cases, findings }: CheckReport): CaseWithFindings[] {
  const known = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  const first = new Map<string, string>();
  return cases.map((entry) => {
    const own = entry.findings.flatMap((fingerprint) => known.get(fingerprint) ?? []);
    const texts = own.map((finding) => {
      const { code, message, fingerprint } = finding;
      const earlier = first.get(fingerprint);
      first.set(fingerprint, earlier ?? entry.id);
      return earlier === undefined
        ? formatFinding(finding)
        : escapeLines(`${code}: ${message}\n  as met by ${earlier}`);
    });
    return { entry, outcome: toOutcome(entry, own), findings: own, text: texts.join('\n\n') };
  });
}

/** Reasons of cases that a run did not reach before it ended. */
const ENDED = new Set(['interrupted', 'server gone']);

function toOutcome({ verdict, reason }: CaseResult, findings: readonly Finding[]): CaseOutcome {
  if (verdict === 'skipped') return reason !== undefined && ENDED.has(reason) ? 'pending' : 'skipped';
  if (verdict !== 'failed') return verdict;
  const errors = findings.filter(({ severity }) => severity === 'error');
  return errors.length > 0 && errors.every(({ state }) => state === 'known') ? 'known' : 'failed';
}
