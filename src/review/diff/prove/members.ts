/** Parts of objects and arrays: which schemas speak of a member or an item, in a conjunction. */
import { toRegExp } from '../../../contract/schema-patterns.ts';
import { asArray, asObject, isObject } from '../../../contract/value.ts';
import { add, conjoin, type Conjunction, isForeign, keywordsOf, valuesOf } from './conjunction.ts';
import { listOf, type Node, partOf } from './world.ts';

/** What is said of one member. */
export interface Member {
  /** Schemas of all that name it, match it, or speak of all others. */
  readonly schema: Conjunction;
  /** Some `properties` name it or some `patternProperties` match it. */
  readonly isDeclared: boolean;
  /**
   * A writer may send it: some schema speaks of it, if only of all others, and it belongs to this direction. Of a member that
   * its own version does not know a writer sends nothing.
   */
  readonly isWritten: boolean;
}

/** What a conjunction says of a member. */
export function memberOf(whole: Conjunction, name: string): Member {
  const nodes: Node[] = [];
  let isDeclared = false;
  for (const node of whole.nodes) {
    if (isForeign(whole, node, name) && node.world.travel === 'request') {
      isDeclared ||= Object.hasOwn(asObject(keywordsOf(node)['properties']), name);
      continue;
    }
    const own = ownSchemas(node, name);
    isDeclared ||= own.length > 0;
    nodes.push(...own);
    const rest = own.length > 0 ? undefined : restOf(node);
    if (rest !== undefined) nodes.push(rest);
  }
  if (!isDeclared && nodes.length === 0 && isStatic(whole)) nodes.push(...unevaluated(whole, 'unevaluatedProperties'));
  const schema = conjoin(nodes);
  const isOurs = whole.nodes.every((node) => !isForeign(whole, node, name));
  const isDescribed = schema.nodes.length > 0 || schema.isNever || whole.nodes.some((node) => mentions(node, name));
  return { schema, isDeclared, isWritten: isOurs && (isDeclared || isDescribed || isNamedInUnion(whole, name)) };
}

/** Whether some `properties` name a member, if only in a branch. */
export function namesMember(whole: Conjunction, name: string): boolean {
  const isNamed = (node: Node): boolean => Object.hasOwn(asObject(keywordsOf(node)['properties']), name);
  return whole.nodes.some(isNamed) || branchesIn(whole).some((branch) => namesMember(conjoin([branch]), name));
}

/** Whether some schema speaks of a member, or matches it, if only in a branch. */
export function knowsMember(whole: Conjunction, name: string): boolean {
  return whole.nodes.some((node) => mentions(node, name)) || isNamedInUnion(whole, name);
}

function mentions(node: Node, name: string): boolean {
  const { required, dependentRequired, dependentSchemas } = keywordsOf(node);
  const lists = [required, ...Object.values(asObject(dependentRequired)), Object.keys(asObject(dependentRequired))];
  if (lists.some((list) => asArray(list).includes(name))) return true;
  return Object.hasOwn(asObject(dependentSchemas), name) || ownSchemas(node, name).length > 0;
}

/** Whether a branch that is not chosen yet speaks of a member. */
function isNamedInUnion(whole: Conjunction, name: string): boolean {
  return branchesIn(whole).some((branch) => speaksOf(branch, name));
}

/** The branches of all unions that are not taken apart yet. */
function branchesIn(whole: Conjunction): Node[] {
  return whole.nodes.flatMap((node) =>
    UNIONS.flatMap((keyword) => {
      if (keywordsOf(node)[keyword] === undefined || whole.settled.has(`${node.id}/${keyword}`)) return [];
      if (keyword !== 'if') return branchesOf(node, keyword);
      return CASES.filter((key) => keywordsOf(node)[key] !== undefined).map((key) => partOf(node, key));
    }),
  );
}

const UNIONS = ['anyOf', 'oneOf', 'if', 'dependentSchemas'] as const;
const CASES = ['if', 'then', 'else'] as const;

function branchesOf(node: Node, keyword: string): Node[] {
  if (keyword !== 'dependentSchemas') return listOf(node, keyword);
  return Object.keys(asObject(keywordsOf(node)[keyword])).map((name) => partOf(node, keyword, name));
}

function speaksOf(branch: Node, name: string): boolean {
  const whole = conjoin([branch]);
  const hasRest = whole.nodes.some(
    (node) => Object.keys(asObject(keywordsOf(node)['additionalProperties'])).length > 0,
  );
  return hasRest || knowsMember(whole, name);
}

/** What a conjunction says of members that nobody names, besides those of patterns. */
export function otherMembers(whole: Conjunction): Conjunction {
  const rest = whole.nodes.flatMap((node) => restOf(node) ?? []);
  return conjoin(rest.length === 0 && isStatic(whole) ? unevaluated(whole, 'unevaluatedProperties') : rest);
}

/** Whether what is evaluated is known without a value. A chosen branch of `oneOf` is alone, one of `anyOf` need not be. */
export function isStatic(whole: Conjunction): boolean {
  return whole.nodes.every((node) => {
    const schema = keywordsOf(node);
    if (['anyOf', 'if', 'dependentSchemas'].some((keyword) => schema[keyword] !== undefined)) return false;
    return schema['oneOf'] === undefined || whole.settled.has(`${node.id}/oneOf`);
  });
}

function unevaluated(whole: Conjunction, keyword: 'unevaluatedProperties' | 'unevaluatedItems'): Node[] {
  return valuesOf(whole, keyword).map(({ node }) => partOf(node, keyword));
}

/** Schemas that `properties` and `patternProperties` of one node give to a member. */
export function ownSchemas(node: Node, name: string): Node[] {
  const { properties, patternProperties } = keywordsOf(node);
  const found: Node[] = [];
  if (isObject(properties) && Object.hasOwn(properties, name)) found.push(partOf(node, 'properties', name));
  for (const pattern of Object.keys(asObject(patternProperties))) {
    if (matches(pattern, name)) found.push(partOf(node, 'patternProperties', pattern));
  }
  return found;
}

function restOf(node: Node): Node | undefined {
  const schema = keywordsOf(node);
  return schema['additionalProperties'] === undefined ? undefined : partOf(node, 'additionalProperties');
}

/** Names that `properties` declare, in their order. */
export function namesOf(whole: Conjunction): string[] {
  const names = whole.nodes.flatMap((node) => Object.keys(asObject(keywordsOf(node)['properties'])));
  return [...new Set(names)];
}

/** Names that some schema speaks of, if only as needed. */
export function mentionedNames(whole: Conjunction): string[] {
  const more = whole.nodes.flatMap((node) => {
    const { required, dependentRequired } = keywordsOf(node);
    return [required, ...Object.values(asObject(dependentRequired)), Object.keys(asObject(dependentRequired))].flatMap(
      (list) => asArray(list) as string[],
    );
  });
  return [...new Set([...namesOf(whole), ...more])];
}

/** Names that must be there. */
export function requiredOf(whole: Conjunction): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { node, value } of valuesOf(whole, 'required')) {
    for (const name of asArray(value) as string[]) if (!isForeign(whole, node, name)) names.add(name);
  }
  return names;
}

/** What a conjunction says of the item at an index; of all beyond those that are named, for a great index. */
export function itemOf(whole: Conjunction, index: number): Conjunction {
  const nodes = whole.nodes.flatMap((node) => {
    const schema = keywordsOf(node);
    if (index < asArray(schema['prefixItems']).length) return [partOf(node, 'prefixItems', index)];
    return schema['items'] === undefined ? [] : [partOf(node, 'items')];
  });
  return conjoin(nodes);
}

/** Number of items that are named one by one. */
export function prefixLength(whole: Conjunction): number {
  return Math.max(0, ...valuesOf(whole, 'prefixItems').map(({ value }) => asArray(value).length));
}

/** The greatest of a keyword's numbers, e.g. of all `minLength`. */
export function greatest(whole: Conjunction, keyword: string): number | undefined {
  const values = numbersOf(whole, keyword);
  return values.length === 0 ? undefined : Math.max(...values);
}

/** The least of a keyword's numbers. */
export function least(whole: Conjunction, keyword: string): number | undefined {
  const values = numbersOf(whole, keyword);
  return values.length === 0 ? undefined : Math.min(...values);
}

/** All numbers of a keyword. */
export function numbersOf(whole: Conjunction, keyword: string): number[] {
  return valuesOf(whole, keyword).flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
}

/** Whether a text matches a pattern; a pattern that nobody can read matches nothing. */
export function matches(pattern: string, text: string): boolean {
  try {
    let found = patterns.get(pattern);
    if (found === undefined) patterns.set(pattern, (found = toRegExp(pattern)));
    return found.test(text);
  } catch {
    return false;
  }
}

const patterns = new Map<string, RegExp>();

/** The conjunction with one branch of a union. */
export function choose(whole: Conjunction, union: string, ...branch: readonly Node[]): Conjunction {
  return add({ ...whole, settled: new Set([...whole.settled, union]) }, ...branch);
}
