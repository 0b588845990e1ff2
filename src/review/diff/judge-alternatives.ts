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
    payloads: payloads.filter(
      (draft) =>
        !(isUndecidedUnion(draft) && unions.has(key(draft))) && !told.some((proposal) => isSameForm(draft, proposal)),
    ),
    alternatives: told.map((proposal) => ({
      ...proposal,
      proof: { verdict: 'undecided', reason: REASON },
      proposedBy: ['rule'],
      isWritten: true,
    })),
  };
}

// The proposal has the level of an alternative that a reader knows by name.
function isSameForm(draft: ChangeDraft, proposal: Proposal): boolean {
  const [form, ref] = [draft.values[0], proposal.values[0]];
  if (!isUnion(draft) || draft.direction !== proposal.direction || draft.place !== proposal.place) return false;
  if (typeof form !== 'string' || typeof ref !== 'string') return false;
  return form.split(' (')[0] === ref.split('/').at(-1);
}

function isUndecidedUnion(draft: ChangeDraft): boolean {
  return draft.proof.verdict === 'undecided' && isUnion(draft);
}

function isUnion({ rule }: ChangeDraft): boolean {
  return /-(one|any)-of-/.test(rule);
}
