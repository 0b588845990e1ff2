/** Judges schemas that no validator can be made of: a warning for each, in the place of guesses about the same keyword. */
import type { ChangeDraft } from './drafts.ts';
import type { FaultProposal } from './propose/faults.ts';

const UNPROVABLE = 'Another part of this schema cannot be read by any validator, so no value shows a break.';

/**
 * Tells faults that are new or gone, and those in both versions that leave something undecided.
 * @param faults of both versions
 * @param payloads drafts of the prover
 * @returns drafts of the prover that are left, and those about faults
 */
export function judgeFaults(faults: readonly FaultProposal[], payloads: readonly ChangeDraft[]): ChangeDraft[] {
  if (faults.length === 0) return [...payloads];
  const left = payloads.flatMap((draft) => {
    const own = faults.filter(
      ({ proposal, site }) => proposal.direction === draft.direction && isAt(draft.place, site),
    );
    return own.some((fault) => !fault.isOld && isGuess(draft, fault)) ? [] : [own.length > 0 ? doubt(draft) : draft];
  });
  const isOpen = ({ proposal, site }: FaultProposal): boolean =>
    left.some(
      ({ proof, direction, place }) =>
        proof.verdict === 'undecided' && direction === proposal.direction && isAt(place, site),
    );
  const told = faults
    .filter((fault) => !fault.isOld || isOpen(fault))
    .map(({ proposal, reason }): ChangeDraft => ({
      ...proposal,
      proof: { verdict: 'undecided', reason },
      proposedBy: ['rule'],
      isWritten: true,
    }));
  return [...told, ...left];
}

// That a property came or went is another thing than what it holds.
function isGuess({ place, rule }: ChangeDraft, { proposal, keyword }: FaultProposal): boolean {
  if (keyword === 'required' && /-became-(?:required|optional)$/.test(rule)) return place.startsWith(proposal.place);
  return place === proposal.place && !/-property-(?:added|removed)$/.test(rule);
}

// The plain form has lost what could not be read: what a validator says of it is no evidence.
function doubt(draft: ChangeDraft): ChangeDraft {
  if (draft.proof.verdict === 'refuted') return draft;
  return { ...draft, proof: { verdict: 'undecided', reason: UNPROVABLE } };
}

function isAt(place: string, site: string): boolean {
  return place === site || place.startsWith(`${site} /`);
}
