/** Alternatives of unions that are schemas with names: a reader that chooses by name knows them apart, even where values do not. */
import { isDeepStrictEqual } from 'node:util';
import { getAt } from '../../../contract/pointer.ts';
import { derefPointer, refOf } from '../../../contract/resolve.ts';
import type { JsonObject } from '../../../contract/types.ts';
import { asArray, asObject } from '../../../contract/value.ts';
import { acceptsAll } from '../prove/compare-schemas.ts';
import type { SchemaSide } from '../prove/comparison.ts';
import type { SchemaSite } from '../sites.ts';
import { annotationRules } from './annotation-rules.ts';
import { createReport, type Proposal, type Report } from './proposal.ts';
import { createSchemaWalker, type SchemaPair } from './walk-schemas.ts';

const RULES = new Map(annotationRules.map((rule) => [rule.id, rule]));

/** Documents as they were written: a plain one has alternatives that accept the same only once. */
export interface WrittenDocuments {
  readonly base: JsonObject;
  readonly head: JsonObject;
}

/** Compares the names in unions of object schemas at every site. */
export function proposeAlternatives(sites: readonly SchemaSite[], documents: WrittenDocuments): Proposal[] {
  const { report, proposals } = createReport(RULES);
  const list = createSchemaWalker(
    documents,
    (base, head) => unionOf(base) !== undefined && unionOf(base) === unionOf(head),
  );
  for (const site of sites) {
    if (site.base === undefined || site.head === undefined) continue;
    for (const pair of list(site.base, site.head)) compareUnions(site, pair, documents, report);
  }
  return proposals;
}

function unionOf(schema: JsonObject): 'oneOf' | 'anyOf' | undefined {
  if (Array.isArray(schema['oneOf'])) return 'oneOf';
  return Array.isArray(schema['anyOf']) ? 'anyOf' : undefined;
}

function compareUnions(site: SchemaSite, pair: SchemaPair, documents: WrittenDocuments, report: Report): void {
  const keyword = unionOf(pair.base)!;
  const [before, after] = [listNames(pair.base[keyword]), listNames(pair.head[keyword])];
  const named = {
    removed: before.filter((ref) => !after.includes(ref)),
    added: after.filter((ref) => !before.includes(ref)),
  };
  const { removed, added } = dropRenamed(named, createAlikeness(site, documents));
  const isReplaced = removed.length === added.length;
  // A union within a union was unfolded, or folded.
  if (removed.length > 0 && added.length > 0 && !isReplaced) return;
  // A component that has another name now is the same one; what keeps its name elsewhere has been replaced here.
  const gone = isReplaced ? removed.filter((ref) => exists(documents.head, ref)) : removed;
  const fresh = isReplaced ? added.filter((ref) => exists(documents.base, ref)) : added;
  // Where as many come as go, but only some have names, forms were written in place or drawn out.
  if (asArray(pair.base[keyword]).length === asArray(pair.head[keyword]).length && !isReplaced) return;
  const tell = (ref: string, document: JsonObject, action: 'removed' | 'added'): void => {
    if (!isObjectSchema(document, ref)) return;
    const name = ref.split('/').at(-1)!;
    const lost = pair.at === '' ? `The form ${name} is gone.` : `${pair.at} has lost the form ${name}.`;
    report(`${site.direction}-alternative-${action}`, {
      operations: [site.site.operation],
      place: pair.at === '' ? site.place : `${site.place} ${pair.at}`,
      base: `${pair.basePointer}/${keyword}`,
      head: `${pair.headPointer}/${keyword}`,
      message:
        action === 'removed' ? lost : `${pair.at === '' ? 'The value' : pair.at} may be another form now: ${name}.`,
      values: [ref],
    });
  };
  for (const ref of gone) tell(ref, documents.base, 'removed');
  for (const ref of fresh) tell(ref, documents.head, 'added');
}

/** Names of alternatives that only one version has in its union. */
interface Names {
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** How two components stand to each other: the same in other words, or one takes all that the other takes. */
type Alikeness = (inBase: string, inHead: string) => 'same' | 'wider' | 'other';

// What a component is called is no part of a message. What it takes beyond the old one, the prover tells.
function dropRenamed(names: Names, alike: Alikeness): Names {
  const equal = dropPairs(names, (was, is) => alike(was, is) === 'same');
  // One of more forms is no other name for a form that holds them all.
  return equal.removed.length === equal.added.length
    ? dropPairs(equal, (was, is) => alike(was, is) !== 'other')
    : equal;
}

function dropPairs({ removed, added }: Names, isPair: (was: string, is: string) => boolean): Names {
  const left = [...added];
  const gone = removed.filter((ref) => {
    const index = left.findIndex((other) => isPair(ref, other));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  return { removed: gone, added: left };
}

function createAlikeness({ direction, wire }: SchemaSite, documents: WrittenDocuments): Alikeness {
  const toSide = (side: 'base' | 'head', ref: string): SchemaSide => {
    const document = documents[side];
    return { document, side, direction, wire, pointer: derefPointer(document, toPointerOf(ref)) };
  };
  return (inBase, inHead) => {
    const [was, is] = [toSide('base', inBase), toSide('head', inHead)];
    // A form that is a union of forms was unfolded, or folded.
    if (isUnion(was) !== isUnion(is)) return 'other';
    const [isIn, holds] = [acceptsAll(was, is), acceptsAll(is, was)];
    if (isIn && holds) return 'same';
    return isIn || holds ? 'wider' : 'other';
  };
}

function isUnion({ document, pointer }: SchemaSide): boolean {
  return unionOf(asObject(getAt(document, pointer))) !== undefined;
}

function toPointerOf(ref: string): string {
  return ref.replace(/^#/, '');
}

function exists(document: JsonObject, ref: string): boolean {
  return getAt(document, toPointerOf(ref)) !== undefined;
}

function listNames(union: unknown): string[] {
  return asArray(union).flatMap((schema) => refOf(schema) ?? []);
}

function isObjectSchema(document: JsonObject, ref: string): boolean {
  const pointer = derefPointer(document, toPointerOf(ref));
  const schema = asObject(getAt(document, pointer));
  return (
    schema['type'] === 'object' || isDeepStrictEqual(schema['type'], ['object']) || schema['properties'] !== undefined
  );
}
