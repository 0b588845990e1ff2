/** Two schemas that hold together, as one. */
import type { Json } from '../../../contract/types.ts';
import { asArray, asObject, isObject } from '../../../contract/value.ts';
import { toTypes } from '../prove/types-of.ts';
import type { Schema } from './scope.ts';
import { isAnything, simplify, writeTypes } from './simplify.ts';

type Draft = Record<string, Json>;
type Join = (one: Json, other: Json, inline: Inline) => Json | undefined;

/** How references are followed while schemas are joined. */
export interface Inline {
  /** What a reference leads to, in its plain form; undefined where it must not be followed. */
  look(schema: Schema): Schema | undefined;
  /** Pairs that are being joined: two schemas may lead back to each other. */
  readonly open: Set<string>;
}

/**
 * The schema of the values that fit both; parts included.
 * @returns undefined where no single schema says that, e.g. for two patterns
 */
export function meet(one: Schema, other: Schema, inline: Inline): Schema | undefined {
  if (isAnything(one) || other === false) return other;
  if (isAnything(other) || one === false) return one;
  if (JSON.stringify(one) === JSON.stringify(other)) return one;
  const [first, second] = [inline.look(one), inline.look(other)];
  if (first === undefined || second === undefined) return undefined;
  if (first === one && second === other) return meetPlain(one, other, inline);
  // What says the same as a reference is written as that reference.
  if (JSON.stringify(first) === JSON.stringify(second)) return first === one ? other : one;
  const pair = JSON.stringify([one, other]);
  if (inline.open.has(pair)) return undefined;
  inline.open.add(pair);
  const joined = meet(first, second, inline);
  inline.open.delete(pair);
  return joined;
}

function meetPlain(one: Schema, other: Schema, inline: Inline): Schema | undefined {
  const [left, right] = [asObject(one), asObject(other)];
  if ([left, right].some((schema) => LONERS.some((keyword) => schema[keyword] !== undefined))) return undefined;
  const draft: Draft = {};
  if (!meetMembers(left, right, draft, inline) || !meetItems(left, right, draft, inline)) return undefined;
  for (const keyword of new Set([...Object.keys(left), ...Object.keys(right)])) {
    if (PARTS.has(keyword)) continue;
    const [a, b] = [left[keyword], right[keyword]];
    const joined = a === undefined ? b : b === undefined ? a : join(keyword, a, b, inline);
    if (joined === undefined) return undefined;
    draft[keyword] = joined;
  }
  simplify(draft);
  return sortKeys(draft);
}

/** Both in one, if need be side by side. */
export function meetOrPair(one: Schema, other: Schema, inline: Inline): Schema {
  const joined = meet(one, other, inline);
  if (joined !== undefined) return joined;
  return { allOf: [one, other].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) as Json };
}

/** The same schema with its keywords in order. */
export function sortKeys(draft: Draft): Schema {
  return Object.fromEntries(Object.entries(draft).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Keywords that look at their own schema: what is merged with it would change what they mean. */
const LONERS = ['$ref', 'allOf', 'unevaluatedProperties', 'unevaluatedItems'];
/** Keywords that are joined with others. */
const PARTS: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'additionalProperties',
  'items',
  'prefixItems',
]);

function join(keyword: string, one: Json, other: Json, inline: Inline): Json | undefined {
  if (JSON.stringify(one) === JSON.stringify(other)) return one;
  return JOINS.get(keyword)?.(one, other, inline);
}

const JOINS = new Map<string, Join>([
  [
    'type',
    (one, other) => {
      const draft: Draft = {};
      const types = toTypes(one) & toTypes(other);
      writeTypes(draft, types);
      return draft['type'];
    },
  ],
  [
    'enum',
    (one, other) => {
      const texts = new Set(asArray(other).map((entry) => JSON.stringify(entry)));
      return asArray(one).filter((entry) => texts.has(JSON.stringify(entry)));
    },
  ],
  ['minimum', greater],
  ['exclusiveMinimum', greater],
  ['minLength', greater],
  ['minItems', greater],
  ['minProperties', greater],
  ['maximum', lesser],
  ['exclusiveMaximum', lesser],
  ['maxLength', lesser],
  ['maxItems', lesser],
  ['maxProperties', lesser],
  [
    'multipleOf',
    (one, other) =>
      (one as number) % (other as number) === 0 ? one : (other as number) % (one as number) === 0 ? other : undefined,
  ],
  ['uniqueItems', () => true],
  ['readOnly', () => true],
  ['writeOnly', () => true],
  ['deprecated', () => true],
  ['x-public-address', () => true],
  ['required', (one, other) => [...new Set([...asArray(one), ...asArray(other)])].sort()],
  ['dependentRequired', (one, other) => joinMaps(one, other, (a, b) => [...new Set([...asArray(a), ...asArray(b)])])],
  [
    'dependentSchemas',
    (one, other, inline) => joinMaps(one, other, (a, b) => meetOrPair(a as Schema, b as Schema, inline)),
  ],
  ['propertyNames', (one, other, inline) => meet(one as Schema, other as Schema, inline)],
  // What only describes is taken from the schema itself, before those it builds on.
  ['default', (one) => one],
  ['discriminator', (one) => one],
]);

function greater(one: Json, other: Json): Json {
  return Math.max(one as number, other as number);
}

function lesser(one: Json, other: Json): Json {
  return Math.min(one as number, other as number);
}

function joinMaps(one: Json, other: Json, each: (a: Json, b: Json) => Json): Json {
  const result: Draft = { ...asObject(one) };
  for (const [name, value] of Object.entries(asObject(other))) {
    result[name] = Object.hasOwn(result, name) ? each(result[name]!, value) : value;
  }
  return Object.fromEntries(Object.entries(result).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What one schema says of all members that it does not name, holds for those that only the other names. */
function meetMembers(left: object, right: object, draft: Draft, inline: Inline): boolean {
  const [one, other] = [left as Draft, right as Draft];
  const patterns = [one, other].map((schema) => JSON.stringify(schema['patternProperties'] ?? {}));
  const rests = [one, other].map((schema) => schema['additionalProperties']);
  const isOpen = rests.every((rest) => rest === undefined);
  if (patterns[0] !== patterns[1] && !isOpen) return false;
  if (patterns[0] !== '{}' || patterns[1] !== '{}') {
    draft['patternProperties'] = joinMaps(one['patternProperties'] ?? {}, other['patternProperties'] ?? {}, (a, b) =>
      meetOrPair(a as Schema, b as Schema, inline),
    );
  }
  const maps = [asObject(one['properties']), asObject(other['properties'])];
  const names = [...new Set(maps.flatMap((map) => Object.keys(map)))].sort();
  // A pattern may speak of a member too, and then the rest does not.
  if (!isOpen && patterns[0] !== '{}' && names.some((name) => maps.some((map) => !Object.hasOwn(map, name))))
    return false;
  const members = names.map((name): [string, Json] => {
    const [a, b] = maps.map(
      (map, index) => (Object.hasOwn(map, name) ? map[name] : rests[index]) as Schema | undefined,
    );
    return [name, a === undefined ? b! : b === undefined ? a : meetOrPair(a, b, inline)];
  });
  if (names.length > 0) draft['properties'] = Object.fromEntries(members);
  const rest =
    rests[0] === undefined
      ? rests[1]
      : rests[1] === undefined
        ? rests[0]
        : meetOrPair(rests[0] as Schema, rests[1] as Schema, inline);
  if (rest !== undefined) draft['additionalProperties'] = rest;
  return true;
}

function meetItems(left: object, right: object, draft: Draft, inline: Inline): boolean {
  const [one, other] = [left as Draft, right as Draft];
  if (isObject(one['prefixItems']) || isObject(other['prefixItems'])) return false;
  const lists = [asArray(one['prefixItems']), asArray(other['prefixItems'])];
  const length = Math.max(lists[0]!.length, lists[1]!.length);
  const itemAt = (index: number): Schema => {
    const [a, b] = [one, other].map((schema, side) => (lists[side]![index] ?? schema['items'] ?? true) as Schema);
    return meetOrPair(a!, b!, inline);
  };
  if (length > 0) draft['prefixItems'] = Array.from({ length }, (_, index) => itemAt(index) as Json);
  if (one['items'] !== undefined || other['items'] !== undefined) draft['items'] = itemAt(length) as Json;
  return true;
}
