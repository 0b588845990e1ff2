/** Alternatives of unions that are schemas with names: a reader that chooses by name knows them apart, even where values do not. */
import { isDeepStrictEqual } from 'node:util';
import { getAt } from '../../../contract/pointer.ts';
import { derefPointer, refOf } from '../../../contract/resolve.ts';
import type { JsonObject } from '../../../contract/types.ts';
import { asArray, asObject } from '../../../contract/value.ts';
import type { SchemaSite } from '../sites.ts';
import { annotationRules } from './annotation-rules.ts';
import { createReport, type Proposal, type Report } from './proposal.ts';
import { listSchemaPairs, type SchemaPair } from './walk-schemas.ts';

const RULES = new Map(annotationRules.map((rule) => [rule.id, rule]));

/** Documents as they were written: a plain one has alternatives that accept the same only once. */
export interface WrittenDocuments {
  readonly base: JsonObject;
  readonly head: JsonObject;
}

/** Compares the names in unions of object schemas at every site. */
export function proposeAlternatives(sites: readonly SchemaSite[], documents: WrittenDocuments): Proposal[] {
  const { report, proposals } = createReport(RULES);
  const known = new Map<string, readonly SchemaPair[]>();
  for (const site of sites) {
    if (site.base === undefined || site.head === undefined) continue;
    const key = `${site.base} ${site.head}`;
    const pairs =
      known.get(key) ??
      listSchemaPairs({
        base: { document: documents.base, pointer: site.base },
        head: { document: documents.head, pointer: site.head },
      }).filter(({ base, head }) => unionOf(base) !== undefined && unionOf(base) === unionOf(head));
    known.set(key, pairs);
    for (const pair of pairs) compareUnions(site, pair, documents, report);
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
  const removed = before.filter((ref) => !after.includes(ref));
  const added = after.filter((ref) => !before.includes(ref));
  // A component under another name is the same one, and what was no name before is no new alternative.
  if (
    removed.length > 0 === added.length > 0 ||
    asArray(pair.base[keyword]).length === asArray(pair.head[keyword]).length
  )
    return;
  const isGone = removed.length > 0;
  const document = isGone ? documents.base : documents.head;
  for (const ref of isGone ? removed : added) {
    if (!isObjectSchema(document, ref)) continue;
    report(`${site.direction}-alternative-${isGone ? 'removed' : 'added'}`, {
      operations: [site.site.operation],
      place: pair.at === '' ? site.place : `${site.place} ${pair.at}`,
      base: `${pair.basePointer}/${keyword}`,
      head: `${pair.headPointer}/${keyword}`,
      message: `${pair.at === '' ? 'The value' : pair.at} may ${isGone ? 'not be' : 'be'} a ${ref.split('/').at(-1)} ${isGone ? 'any more' : 'now'}.`,
      values: [ref],
    });
  }
}

function listNames(union: unknown): string[] {
  return asArray(union).flatMap((schema) => refOf(schema) ?? []);
}

function isObjectSchema(document: JsonObject, ref: string): boolean {
  const pointer = derefPointer(document, ref.replace(/^#/, ''));
  const schema = asObject(getAt(document, pointer));
  return (
    schema['type'] === 'object' || isDeepStrictEqual(schema['type'], ['object']) || schema['properties'] !== undefined
  );
}
