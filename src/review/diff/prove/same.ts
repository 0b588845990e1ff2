/** Whether two schemas say the same in the same words. */
import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../../contract/types.ts';
import { asArray, asObject, isObject } from '../../../contract/value.ts';
import { conjoin, type Conjunction, keywordsOf } from './conjunction.ts';
import { typesOfKeyword } from './types-of.ts';
import { listOf, type Node, partOf } from './world.ts';

const MAPS: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'dependentSchemas']);
const LISTS: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'prefixItems']);
const SCHEMAS: ReadonlySet<string> = new Set([
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'items',
  'unevaluatedItems',
  'contains',
  'not',
  'if',
  'then',
  'else',
]);
/** Keywords that say nothing about whether a value fits, by all but these. */
const CHECKING: ReadonlySet<string> = new Set([
  ...MAPS,
  ...LISTS,
  ...SCHEMAS,
  'type',
  'enum',
  'const',
  'readOnly',
  'writeOnly',
]);
/** Lists whose order says nothing. */
const SETS: ReadonlySet<string> = new Set(['required', 'enum', 'type']);

/** Compares conjunctions and remembers what it found. */
export interface Comparer {
  isSame(one: Conjunction, other: Conjunction): boolean;
  /** Whether a keyword says the same in both schemas. */
  isSameKeyword(one: Node, other: Node, keyword: string): boolean;
}

/** Creates a comparer. Schemas that lead back to themselves are the same where no way through them shows a difference. */
export function createComparer(): Comparer {
  const known = new Map<string, boolean>();
  let assumed = new Set<string>();
  let depth = 0;
  let hasFailed = false;

  const isSame = (one: Conjunction, other: Conjunction): boolean => {
    if (one.isNever || other.isNever) return one.isNever === other.isNever;
    if (one.nodes.length !== other.nodes.length) return false;
    if (one.key === other.key) return true;
    const key = `${one.key}|${other.key}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    if (assumed.has(key)) return true;
    assumed.add(key);
    depth++;
    const isEqual = haveSameNodes(one, other);
    depth--;
    if (!isEqual) {
      known.set(key, false);
      hasFailed = true;
    }
    if (depth === 0) {
      // All that was assumed holds only where no comparison on the way found a difference.
      if (isEqual && !hasFailed) for (const pair of assumed) known.set(pair, true);
      else if (isEqual) known.set(key, true);
      assumed = new Set();
      hasFailed = false;
    }
    return isEqual;
  };
  const haveSameNodes = (one: Conjunction, other: Conjunction): boolean => pairAll(one.nodes, other.nodes, isSameNode);
  // In which order the branches of a union stand says nothing.
  const haveSameBranches = (one: readonly Node[], other: readonly Node[]): boolean =>
    one.length === other.length && pairAll(one, other, (a, b) => isSame(conjoin([a]), conjoin([b])));
  const isSameNode = (one: Node, other: Node): boolean => {
    if (one === other) return true;
    const keywords = checkingKeywords(one);
    const others = checkingKeywords(other);
    return keywords.length === others.length && keywords.every((keyword) => isSameKeyword(one, other, keyword));
  };
  const isSameKeyword = (one: Node, other: Node, keyword: string): boolean => {
    const [value, counterpart] = [keywordsOf(one)[keyword], keywordsOf(other)[keyword]];
    if (value === undefined || counterpart === undefined) return value === counterpart;
    const arePartsSame = (...tokens: (string | number)[]): boolean =>
      isSame(conjoin([partOf(one, keyword, ...tokens)]), conjoin([partOf(other, keyword, ...tokens)]));
    if (SCHEMAS.has(keyword)) return arePartsSame();
    if (keyword === 'prefixItems') {
      const list = asArray(value);
      return list.length === asArray(counterpart).length && list.every((_, index) => arePartsSame(index));
    }
    if (LISTS.has(keyword)) return haveSameBranches(listOf(one, keyword), listOf(other, keyword));
    if (!MAPS.has(keyword)) return isSameValue(value, counterpart, keyword);
    const names = Object.keys(asObject(value));
    const map = asObject(counterpart);
    return (
      names.length === Object.keys(map).length && names.every((name) => Object.hasOwn(map, name) && arePartsSame(name))
    );
  };
  return { isSame, isSameKeyword };
}

/** Whether each item has a counterpart of its own. */
function pairAll<T>(some: readonly T[], others: readonly T[], isPair: (one: T, other: T) => boolean): boolean {
  const left = [...others];
  return some.every((item) => {
    const index = left.findIndex((candidate) => isPair(item, candidate));
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}

function checkingKeywords(node: Node): string[] {
  return Object.keys(keywordsOf(node)).filter(
    (keyword) => CHECKING.has(keyword) || typesOfKeyword(keyword) !== undefined,
  );
}

function isSameValue(one: Json, other: Json, keyword: string): boolean {
  if (SETS.has(keyword)) return isDeepStrictEqual(sort(one), sort(other));
  if (keyword !== 'dependentRequired' || !isObject(one) || !isObject(other)) return isDeepStrictEqual(one, other);
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => Object.hasOwn(other, name) && isDeepStrictEqual(sort(one[name]!), sort(other[name]!)));
}

function sort(value: Json): unknown[] {
  return [value]
    .flat()
    .map((entry) => JSON.stringify(entry))
    .sort();
}
