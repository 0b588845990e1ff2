/** Compares a run with the findings that are known already. */
import type { CheckReport, FixedFinding } from '../report/check-report.ts';

/** A finding that is known. */
export interface BaselineEntry extends FixedFinding {
  /** Name of the check that found it. */
  readonly check?: string;
  /** Why it stays; written by hand and kept. */
  readonly reason?: string;
}

/** The known findings of one contract. */
export interface Baseline {
  readonly contract: string;
  readonly findings: readonly BaselineEntry[];
}

/**
 * What the baseline lists and the run did not meet again, although it looked: a case of the same operation, and one of
 * the same check where the check has cases of its own, was not skipped. A run that was stopped says nothing.
 */
export function findFixed(report: CheckReport, { findings }: Baseline): FixedFinding[] {
  const met = new Set(report.findings.map(({ fingerprint }) => fingerprint));
  return findings
    .filter((entry) => !met.has(entry.fingerprint) && wasLookedFor(report, entry))
    .map(({ code, operation, message, fingerprint }) => ({
      code,
      ...(operation !== undefined && { operation }),
      message,
      fingerprint,
    }));
}

/** The baseline after a run: what it met and what it did not look for; reasons stay. */
export function updateBaseline(report: CheckReport, previous: Baseline | undefined): Baseline {
  const known = new Map(previous?.findings.map((entry) => [entry.fingerprint, entry]));
  const fixed = new Set(previous ? findFixed(report, previous).map(({ fingerprint }) => fingerprint) : []);
  const met = report.findings.map(({ fingerprint, code, check, operation, message }): BaselineEntry => {
    const reason = known.get(fingerprint)?.reason;
    known.delete(fingerprint);
    return {
      fingerprint,
      code,
      ...(check !== undefined && { check }),
      ...(operation !== undefined && { operation }),
      message,
      ...(reason !== undefined && { reason }),
    };
  });
  const kept = [...known.values()].filter(({ fingerprint }) => !fixed.has(fingerprint));
  const order = ({ code, operation = '', fingerprint }: BaselineEntry): string =>
    [code, operation, fingerprint].join(' ');
  const findings = [...met, ...kept].toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
  return { contract: report.contract, findings };
}

function wasLookedFor({ cases, interrupted }: CheckReport, { operation, check }: BaselineEntry): boolean {
  if (interrupted) return false;
  const run = cases.filter(({ verdict }) => verdict !== 'skipped');
  const isOfCheck = cases.some((entry) => entry.check === check);
  const ofOperation = run.filter((entry) => operation === undefined || entry.operation === operation);
  return isOfCheck ? run.some((entry) => entry.check === check) : ofOperation.length > 0;
}
