/** Judges named alternatives of unions: whether the prover saw that they are gone or new, or cannot see it. */
import type { ChangeDraft } from './drafts.ts';
import type { Proposal } from './propose/proposal.ts';

const REASON =
  'Every value of this alternative passes as another one, so no payload shows it; whether programs tell them apart, schemas do not say.';

/** Turns proposals about alternatives into changes, except where the prover has shown the break by a payload. */
export function judgeAlternatives(proposals: readonly Proposal[], payloads: readonly ChangeDraft[]): ChangeDraft[] {
  const shown = payloads
    .filter(({ proof }) => proof.verdict === 'proven')
    .map(({ direction, place }) => `${direction} ${place}`);
  return proposals
    .filter(({ direction, place }) => !shown.some((other) => other.startsWith(`${direction} ${place}`)))
    .map((proposal) => ({
      ...proposal,
      proof: { verdict: 'undecided', reason: REASON },
      proposedBy: ['rule'],
    }));
}
