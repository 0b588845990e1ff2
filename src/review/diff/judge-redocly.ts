/** Holds Redocly's verdicts against what we found ourselves: each is confirmed, refuted, or left as it is. */
import type { Direction } from './change.ts';
import type { ChangeDraft } from './drafts.ts';
import { affectedBy } from './propose/proposal.ts';
import type { RedoclyVerdict } from './propose/redocly.ts';
import type { Area } from './propose/rule.ts';
import { directionOf, replyDirectionOf, type CallPair, type WireCall } from './wire/api.ts';

/** What each rule of Redocly is about. What is no part of a message breaks nobody. */
const AREAS: Readonly<Record<string, readonly Area[] | 'nothing'>> = {
  'schema-type-changed': ['schema'],
  'enum-values-removed': ['schema'],
  'enum-values-added': ['schema'],
  'required-properties-added': ['schema'],
  'required-properties-removed': ['schema'],
  'property-removed': ['schema'],
  'schema-constraint-changed': ['schema'],
  'schema-combinator-changed': ['schema'],
  'operation-removed': ['operation'],
  'path-removed': ['operation'],
  'operation-id-changed': 'nothing',
  'parameter-removed': ['parameter', 'signature'],
  'parameter-became-required': ['parameter'],
  'parameter-serialization-changed': ['parameter'],
  'request-body-removed': ['body'],
  'request-body-became-required': ['body'],
  'response-removed': ['status'],
  'response-header-removed': ['header'],
  'media-type-removed': ['media-type'],
  'security-requirement-changed': ['security'],
  'security-scheme-changed': ['security'],
  'server-removed': ['server'],
};

const CONFIRMED_ELSEWHERE = 'It was compared on the wire, where the older version is still served as before.';
const NOT_ON_WIRE = 'It is no part of a message.';
const UNKNOWN = 'Neither a rule of our own nor the prover knows this kind of change.';

/** Drafts with Redocly's part in them, and one more for each verdict that nothing of ours speaks of. */
export function judgeRedocly(
  drafts: readonly ChangeDraft[],
  verdicts: readonly RedoclyVerdict[],
  pairs: readonly CallPair[],
  areaOf: (rule: string) => Area,
): ChangeDraft[] {
  const seconded = new Set<ChangeDraft>();
  const rest = verdicts.flatMap((verdict): ChangeDraft[] => {
    const areas = AREAS[verdict.ruleId];
    const same = drafts.filter((draft) => {
      const isArea = areas === undefined || areas === 'nothing' || areas.includes(areaOf(draft.rule));
      return isArea && isAt(draft, verdict);
    });
    for (const draft of same) seconded.add(draft);
    return same.length > 0 ? [] : toDraft(verdict, areas, pairs);
  });
  return [...drafts.map((draft) => (seconded.has(draft) ? second(draft) : draft)), ...rest];
}

// What Redocly holds to be a break and we can show to be none is worth telling.
function second(draft: ChangeDraft): ChangeDraft {
  const proposedBy = [...new Set(['redocly' as const, ...draft.proposedBy])];
  const isRefuted = draft.level === 'info' && draft.proof.verdict === 'refuted' && draft.site !== undefined;
  const isOpen = draft.level === 'info' && draft.proof.verdict === 'undecided';
  return { ...draft, proposedBy, level: isRefuted ? 'refuted' : isOpen ? 'breaking' : draft.level };
}

function toDraft(
  verdict: RedoclyVerdict,
  areas: readonly Area[] | 'nothing' | undefined,
  pairs: readonly CallPair[],
): ChangeDraft[] {
  const { ruleId, message, base, head } = verdict;
  const pointer = base ?? head ?? '';
  const found = pairs.find((pair) =>
    [pair.base, pair.head].some((call) => call !== undefined && isBelow(pointer, call.pointer)),
  );
  const call = found?.base ?? found?.head;
  // What no operation or event reaches is no change for anybody.
  if (call === undefined && areas !== undefined) return [];
  const direction = call === undefined ? 'request' : directionAt(call, pointer);
  const place = call?.label ?? pointer;
  const isKnown = areas !== undefined;
  const reason = areas === 'nothing' ? NOT_ON_WIRE : isKnown ? CONFIRMED_ELSEWHERE : UNKNOWN;
  return [
    {
      rule: `redocly-${ruleId}`,
      level: isKnown ? 'refuted' : 'breaking',
      direction,
      affected: affectedBy(direction),
      message,
      operations: [place],
      place,
      ...(base === undefined ? {} : { base }),
      ...(head === undefined ? {} : { head }),
      proof: { verdict: isKnown ? 'refuted' : 'undecided', reason },
      proposedBy: ['redocly'],
      values: [message],
    },
  ];
}

function directionAt(call: WireCall, pointer: string): Direction {
  return pointer.slice(call.pointer.length).startsWith('/responses/') ? replyDirectionOf(call) : directionOf(call);
}

/** Whether both speak of one node: one stands at, above or below the other. */
function isAt(draft: ChangeDraft, verdict: RedoclyVerdict): boolean {
  return (['base', 'head'] as const).some((side) => {
    const [mine, theirs] = [draft[side], verdict[side]];
    return mine !== undefined && theirs !== undefined && (isBelow(mine, theirs) || isBelow(theirs, mine));
  });
}

function isBelow(pointer: string, parent: string): boolean {
  return pointer === parent || pointer.startsWith(`${parent}/`);
}
