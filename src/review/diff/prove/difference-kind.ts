/** What became of the values that a schema accepts, as one keyword tells it. */
import type { Json } from '../../../contract/types.ts';
import type { DifferenceKind } from './comparison.ts';
import { keywordsOf } from './conjunction.ts';
import { toTypes } from './types-of.ts';
import type { Node } from './world.ts';

/** Keywords whose smaller values accept more, and those whose greater values do. */
const LOW: ReadonlySet<string> = new Set([
  'minimum',
  'exclusiveMinimum',
  'minLength',
  'minItems',
  'minProperties',
  'minContains',
]);
const HIGH: ReadonlySet<string> = new Set([
  'maximum',
  'exclusiveMaximum',
  'maxLength',
  'maxItems',
  'maxProperties',
  'maxContains',
]);

/**
 * Names a change from base to head.
 * @param base schema that holds the keyword in base
 * @param name member that a `required` lists, or that only one side has
 */
export function toKind(base: Node | undefined, head: Node | undefined, keyword: string, name?: string): DifferenceKind {
  const [before, after] = [base && keywordsOf(base)[keyword], head && keywordsOf(head)[keyword]];
  if (before === undefined || (keyword === 'required' && base === undefined)) return 'added';
  if (after === undefined || (name !== undefined && head === undefined)) return 'removed';
  return compare(keyword, before, after);
}

function compare(keyword: string, before: Json, after: Json): DifferenceKind {
  if (typeof before === 'number' && typeof after === 'number') {
    if (LOW.has(keyword)) return after < before ? 'widened' : 'narrowed';
    if (HIGH.has(keyword)) return after > before ? 'widened' : 'narrowed';
  }
  if (keyword === 'type')
    return bySets((toTypes(before) & ~toTypes(after)) === 0, (toTypes(after) & ~toTypes(before)) === 0);
  if (!Array.isArray(before) || !Array.isArray(after)) return 'changed';
  const texts = [before, after].map((list) => list.map((entry) => JSON.stringify(entry)));
  const isWithin = (one: number, other: number): boolean => texts[one]!.every((text) => texts[other]!.includes(text));
  return keyword === 'enum' ? bySets(isWithin(0, 1), isWithin(1, 0)) : 'changed';
}

function bySets(isWider: boolean, isNarrower: boolean): DifferenceKind {
  return isWider ? 'widened' : isNarrower ? 'narrowed' : 'changed';
}
