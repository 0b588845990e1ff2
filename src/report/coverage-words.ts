/** What a run has met, in words. */
import type { CheckReport, Count } from './check-report.ts';

/** What is counted, and how much of it was met: operations and the like of a server, events of a receiver. */
export function toCoverageCounts({ subject, coverage }: CheckReport): readonly (readonly [what: string, Count])[] {
  if (subject === 'receiver') return [['events', coverage.events]];
  return [
    ['operations', coverage.operations],
    ['documented responses', coverage.responses],
    ['request constraints', coverage.constraints],
  ];
}

/** `5 of 5 operations, 16 of 16 documented responses`. */
export function toCoverageWords(report: CheckReport): string {
  return toCoverageCounts(report)
    .map(([what, { covered, total }]) => `${covered} of ${total} ${what}`)
    .join(', ');
}
