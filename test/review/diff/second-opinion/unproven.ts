/** What a report may not have: a payload error without evidence that says it has some. */
import type { DiffReport } from '../../../../src/report/diff-report.ts';
import { payloadRules } from '../../../../src/review/diff/payload-rules.ts';

const PAYLOAD = new Set(payloadRules.map(({ id }) => id));

/** Breaking changes of a schema that are neither proven by a witness nor called undecided, one sentence each. */
export function listUnproven({ changes }: DiffReport): string[] {
  return changes
    .filter(({ rule, level }) => level === 'breaking' && PAYLOAD.has(rule))
    .filter(({ proof }) => proof.verdict === 'refuted' || (proof.verdict === 'proven' && proof.by.kind !== 'witness'))
    .map(
      ({ rule, places, proof }) => `${rule} at ${places[0] ?? ''} is breaking and ${proof.verdict} without a witness`,
    );
}

/** Breaking changes of a schema, and how many of them nobody could decide. */
export function countPayload({ changes }: DiffReport): { readonly payload: number; readonly undecided: number } {
  const payload = changes.filter(({ rule, level }) => level === 'breaking' && PAYLOAD.has(rule));
  return { payload: payload.length, undecided: payload.filter(({ proof }) => proof.verdict === 'undecided').length };
}
