/** Judges what travels: asks the prover at each site whether the reader accepts all that the writer writes. */
import { isDeepStrictEqual } from 'node:util';
import { getAt } from '../../contract/pointer.ts';
import { derefPointer } from '../../contract/resolve.ts';
import type { Json, JsonObject } from '../../contract/types.ts';
import { isObject } from '../../contract/value.ts';
import type { Direction, Level, Policy, Proof, Side } from './change.ts';
import type { ChangeDraft } from './drafts.ts';
import { joinMembers } from './join-members.ts';
import { describeDifference, memberOf } from './payload-message.ts';
import { payloadRuleOf } from './payload-rules.ts';
import { affectedBy } from './propose/proposal.ts';
import { compareSchemas } from './prove/compare-schemas.ts';
import type { SchemaDifference, SchemaSide } from './prove/comparison.ts';
import type { SchemaSite } from './sites.ts';

/** Where a normalised document says that anything may travel: the schema of a place without one. */
const ANYTHING = 'x-anything';

/** The two normalised documents. */
export interface Documents {
  readonly base: JsonObject;
  readonly head: JsonObject;
}

/** Adds the schema that a place without one has. */
export function withAnything(document: JsonObject): JsonObject {
  return { ...document, [ANYTHING]: {} };
}

/** Compares both schemas of every site. Documents must have come from {@link withAnything}. */
export function judgePayloads(sites: readonly SchemaSite[], documents: Documents, policy: Policy): ChangeDraft[] {
  return sites.flatMap((site) => {
    const [writer, reader] = sidesOf(site).map((side) => toSchemaSide(site, documents, side)) as [
      SchemaSide,
      SchemaSide,
    ];
    // Whoever takes any text takes whatever is written as text.
    if (site.site.part === 'body' && site.wire === 'text' && isAnyText(reader)) return [];
    const { differences } = compareSchemas(writer, reader, policy);
    return joinMembers(differences, writer.side).map((difference) => toDraft(site, difference, documents));
  });
}

function isAnyText({ document, pointer }: SchemaSide): boolean {
  return isDeepStrictEqual(getAt(document, derefPointer(document, pointer)), { type: 'string' });
}

/** Who writes and who reads: requests and acknowledgements come from programs of the older version. */
function sidesOf({ direction }: SchemaSite): readonly [writer: Side, reader: Side] {
  return direction === 'request' || direction === 'acknowledgement' ? ['base', 'head'] : ['head', 'base'];
}

function toSchemaSide({ direction, wire, ...site }: SchemaSite, documents: Documents, side: Side): SchemaSide {
  return { document: documents[side], pointer: site[side] ?? `/${ANYTHING}`, side, direction, wire };
}

function toDraft(site: SchemaSite, difference: SchemaDifference, documents: Documents): ChangeDraft {
  const { direction } = site;
  const { basePointer, headPointer } = difference;
  const rule = payloadRuleOf(direction, difference);
  const level = levelOf(difference, rule.level, rule.id);
  const at = memberOf(difference);
  return {
    rule: rule.id,
    level,
    direction,
    affected: affectedBy(direction),
    message: describeDifference(difference, documents.base, documents.head),
    operations: [site.site.operation],
    place: at === '' ? site.place : `${site.place} ${at}`,
    site: site.site,
    base: basePointer ?? site.base ?? '',
    head: headPointer ?? site.head ?? '',
    proof: isLoss(difference, level) ? { verdict: 'refuted', reason: LOSSES[direction] } : toProof(difference),
    proposedBy: ['prover'],
    values: [
      difference.form ?? difference.name ?? null,
      valueAt(documents.base, basePointer),
      valueAt(documents.head, headPointer),
    ],
    cause:
      basePointer === undefined && headPointer === undefined ? [site.base, site.head, at] : [basePointer, headPointer],
  };
}

function levelOf({ verdict, tolerated }: SchemaDifference, usual: Level, rule: string): Level {
  if (verdict === 'broken') return tolerated === undefined ? 'breaking' : 'warning';
  if (verdict === 'undecided') return usual;
  // No schema shows it, and yet somebody reads, or sends, what is gone.
  return /^(request|response|event|acknowledgement)-property-removed$/.test(rule) ? 'warning' : 'info';
}

/** Why something is worth reading although no value is refused. */
const LOSSES: Readonly<Record<Direction, string>> = {
  request: 'The server still accepts requests with it, but no longer says that it reads it.',
  response: 'No answer is refused for lack of it, and yet a client that reads it gets nothing.',
  event: 'No event is refused for lack of it, and yet a subscriber that reads it gets nothing.',
  acknowledgement: 'The provider still accepts answers with it, but no longer says that it reads it.',
};

function isLoss({ verdict }: SchemaDifference, level: Level): boolean {
  return verdict === 'contained' && level === 'warning';
}

function toProof({
  verdict,
  witness,
  reason = 'No difference between the two schemas shows it.',
}: SchemaDifference): Proof {
  if (verdict === 'broken' && witness !== undefined) return { verdict: 'proven', by: witness };
  if (verdict === 'contained') return { verdict: 'refuted', reason };
  return { verdict: 'undecided', reason };
}

// Values that a member has, without what it holds: a change further down is another change.
function valueAt(document: JsonObject, pointer: string | undefined): Json {
  const value = pointer === undefined ? null : ((getAt(document, pointer) ?? null) as Json);
  return isObject(value) ? Object.keys(value).sort() : value;
}
