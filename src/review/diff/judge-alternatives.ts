/** Judges named alternatives of unions: whether the prover saw that they are gone or new, or cannot see it. */
import type { ChangeDraft } from './drafts.ts';
import type { Proposal } from './propose/proposal.ts';

const REASON =
  'Every value of this alternative passes as another one, so no payload shows it; whether programs tell them apart, schemas do not say.';

/**
 * Turns proposals about alternatives into changes, except where the prover has shown the break by a payload. Where it could
 * not decide about the whole union, the alternatives say what has happened to it.
 * @returns drafts of the prover that are left, and those about alternatives
 */
export function judgeAlternatives(
  proposals: readonly Proposal[],
  payloads: readonly ChangeDraft[],
): { readonly payloads: ChangeDraft[]; readonly alternatives: ChangeDraft[] } {
  const key = ({ direction, place }: Pick<ChangeDraft, 'direction' | 'place'>): string => `${direction} ${place}`;
  const shown = payloads.filter(({ proof }) => proof.verdict === 'proven').map(key);
  const told = proposals.filter((proposal) => !shown.some((other) => other.startsWith(key(proposal))));
  const unions = new Set(told.map(key));
  return {
    payloads: payloads.filter((draft) => !(isUndecidedUnion(draft) && unions.has(key(draft)))),
    alternatives: told.map((proposal) => ({
      ...proposal,
      proof: { verdict: 'undecided', reason: REASON },
      proposedBy: ['rule'],
      isWritten: true,
    })),
  };
}

function isUndecidedUnion({ rule, proof }: ChangeDraft): boolean {
  return proof.verdict === 'undecided' && /-(one|any)-of-/.test(rule);
}
