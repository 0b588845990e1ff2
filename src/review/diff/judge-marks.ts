/** `readOnly` and `writeOnly`: a member that travels no more, or travels now, is told once. */
import type { ChangeDraft } from './drafts.ts';

/**
 * Joins what annotations say of members with what the prover says of the same: that a member does not count any more says all
 * that is harmless about it; where the older or newer version demands it, the break has the last word.
 * @param annotations drafts about annotations
 * @param payloads drafts of the prover
 */
export function judgeMarks(annotations: readonly ChangeDraft[], payloads: readonly ChangeDraft[]): ChangeDraft[] {
  const marks = annotations.filter(({ rule }) => MARK.test(rule));
  const joined = new Set<ChangeDraft>();
  const told = payloads.flatMap((draft): ChangeDraft[] => {
    const mark = marks.find((one) => one.direction === draft.direction && isWithin(draft.place, one.place));
    if (mark === undefined) return [draft];
    if (draft.proof.verdict === 'refuted') return [];
    const demand = DEMAND.exec(draft.rule)?.[1];
    if (demand === undefined || draft.place !== mark.place) return [draft];
    joined.add(mark);
    const end = demand === 'required' ? ', and required.' : '; it was required.';
    return [{ ...draft, message: mark.message.replace(/\.$/, end) }];
  });
  return [...annotations.filter((draft) => !joined.has(draft)), ...told];
}

const MARK = /-property-became-(?:read-only|writable|write-only|readable)$/;
const DEMAND = /-property-became-(required|optional)$/;

function isWithin(place: string, outer: string): boolean {
  return place === outer || place.startsWith(`${outer}/`);
}
