/** A schema in its plain form. */
import { extensionNames } from '../../../contract/extension-names.ts';
import { getAt, toPointer } from '../../../contract/pointer.ts';
import { translateLeftovers } from '../../../contract/schema-leftovers.ts';
import type { Json, JsonObject } from '../../../contract/types.ts';
import { asArray, asObject, isObject } from '../../../contract/value.ts';
import { typesOfKeyword } from '../prove/types-of.ts';
import { toTags } from './discriminators.ts';
import { type Inline, meet, sortKeys } from './meet.ts';
import { PROSE, type Schema, type Scope, toRef } from './scope.ts';
import { simplify } from './simplify.ts';
import { simplifyUnions } from './unions.ts';

type Draft = Record<string, Json>;

const SCHEMAS: ReadonlySet<string> = new Set([
  'items',
  'additionalProperties',
  'unevaluatedItems',
  'unevaluatedProperties',
  'contains',
  'not',
  'if',
  'then',
  'else',
  'propertyNames',
  'contentSchema',
]);
const LISTS: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const UNIONS: ReadonlySet<string> = new Set(['anyOf', 'oneOf']);
const MAPS: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'dependentSchemas']);
/** Keywords that check nothing and are compared all the same. */
const KEPT: ReadonlySet<string> = new Set([
  'enum',
  'const',
  'type',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
  'discriminator',
  'contentEncoding',
  'contentMediaType',
  ...extensionNames,
  'x-extensible-enum',
]);
const MAX_DEPTH = 200;

/**
 * Normalises the schema at a place of the given document.
 * @param open pointers of schemas that are being merged into this one: a schema is not merged into itself
 */
export function normaliseSchema(
  scope: Scope,
  node: unknown,
  at: string,
  open: ReadonlySet<string> = new Set(),
): Schema {
  if (!isObject(node)) return node !== false;
  if (open.size > MAX_DEPTH) return {};
  const ref = node['$ref'] ?? node['$dynamicRef'];
  const plain = toPlain(scope, node, at, open);
  if (typeof ref !== 'string') return plain;
  const target = scope.follow(ref, at);
  if (target === undefined) return plain;
  const pointed = scope.track({ $ref: toRef(scope.nameOf(target)) }, at);
  if (plain === true || (isObject(plain) && Object.keys(plain).length === 0)) return pointed;
  const joined = joinAll(scope, plain, [pointed], at, open);
  return isObject(joined) ? scope.track(joined, at) : joined;
}

function toPlain(scope: Scope, node: JsonObject, at: string, open: ReadonlySet<string>): Schema {
  const draft: Draft = {};
  const schema = translateLeftovers(node, () => {});
  for (const keyword of Object.keys(schema)) {
    const value = schema[keyword] as Json;
    if (keyword === 'allOf' || PROSE.has(keyword)) continue;
    const place = at + toPointer([keyword]);
    if (SCHEMAS.has(keyword)) draft[keyword] = normaliseSchema(scope, value, place, open);
    else if (LISTS.has(keyword))
      draft[keyword] = scope.track(
        withTags(
          scope,
          asArray(value).map((part, index) => normaliseSchema(scope, part, `${place}/${index}`, open)),
          UNIONS.has(keyword) ? toTags(scope, node, asArray(value), at) : [],
          place,
        ) as Json[],
        place,
      );
    else if (MAPS.has(keyword)) draft[keyword] = normaliseMap(scope, value, place, open);
    else if (keyword === 'discriminator') draft[keyword] = toDiscriminator(scope, value, at);
    else if (KEPT.has(keyword) || typesOfKeyword(keyword) !== undefined) draft[keyword] = value;
  }
  const hasUnion = draft['anyOf'] !== undefined || draft['oneOf'] !== undefined;
  if (!hasUnion) delete draft['discriminator'];
  simplify(draft);
  const parts = asArray(schema['allOf'] as Json).map((part, index) =>
    normaliseSchema(scope, part, `${at}/allOf/${index}`, open),
  );
  const look: Inline = { look: (part) => inline(scope, part, open), open: new Set() };
  const joined = joinAll(scope, simplifyUnions(sortKeys(draft), look), parts, at, open);
  // `nullable: true` may be left over in a newer document.
  const result =
    schema['nullable'] === true ? simplifyUnions({ anyOf: [joined as Json, { type: 'null' }] }, look) : joined;
  return isObject(result) ? scope.track(result, at) : result;
}

/** Branches with what a discriminator says of each. A branch keeps its name. */
function withTags(
  scope: Scope,
  branches: readonly Schema[],
  tags: readonly (Schema | undefined)[],
  at: string,
): Schema[] {
  return branches.map((branch, index) => {
    const tag = tags[index];
    return tag === undefined ? branch : scope.track({ allOf: [branch as Json, tag as Json] }, `${at}/${index}`);
  });
}

function normaliseMap(scope: Scope, value: Json, at: string, open: ReadonlySet<string>): Json {
  const entries = Object.entries(asObject(value)).sort(([a], [b]) => (a < b ? -1 : 1));
  const map = entries.map(([name, part]): [string, Json] => [
    name,
    normaliseSchema(scope, part, at + toPointer([name]), open),
  ]);
  return scope.track(Object.fromEntries(map), at);
}

/** Merges schemas that hold together, as far as one schema can say it; the others stay beside it. */
function joinAll(
  scope: Scope,
  schema: Schema,
  parts: readonly Schema[],
  at: string,
  open: ReadonlySet<string>,
): Schema {
  if (parts.length === 0) return schema;
  const flat = parts.flatMap((part) =>
    isObject(part) && Object.keys(part).length === 1 && Array.isArray(part['allOf'])
      ? (part['allOf'] as readonly Schema[])
      : [part],
  );
  const isNothing = isObject(schema) && Object.keys(schema).length === 0;
  if (isNothing && flat.length === 1) return flat[0]!;
  const look: Inline = { look: (part) => inline(scope, part, open), open: new Set() };
  let whole = schema;
  const rest: Schema[] = [];
  const looksInside =
    isObject(schema) && (schema['unevaluatedProperties'] !== undefined || schema['unevaluatedItems'] !== undefined);
  for (const part of flat) {
    const inner = inline(scope, part, open);
    const joined = looksInside || inner === undefined ? undefined : meet(whole, inner, look);
    if (joined === undefined) rest.push(part);
    else whole = simplifyUnions(joined, look);
  }
  if (rest.length === 0) return whole;
  const unique = [...new Map(rest.map((part) => [JSON.stringify(part), part])).values()];
  const sorted = unique.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (isObject(whole) && Object.keys(whole).length === 0 && sorted.length === 1) return sorted[0]!;
  return sortKeys({ ...asObject(whole), allOf: scope.track(sorted as Json[], `${at}/allOf`) });
}

/** What a part of `allOf` says itself: a reference is replaced by its target, unless that leads back here. */
function inline(scope: Scope, part: Schema, open: ReadonlySet<string>): Schema | undefined {
  const ref = isObject(part) ? part['$ref'] : undefined;
  if (typeof ref !== 'string') return part;
  const target = scope.follow(ref, '') ?? '';
  const pointer =
    scope.pointerOf(
      ref
        .slice(ref.lastIndexOf('/') + 1)
        .replaceAll('~1', '/')
        .replaceAll('~0', '~'),
    ) ?? target;
  if (open.has(pointer)) return undefined;
  const key = [pointer, ...[...open].sort()].join(' ');
  const known = scope.plain.get(key);
  if (known !== undefined) return known;
  const plain = normaliseSchema(scope, getAt(scope.document, pointer), pointer, new Set([...open, pointer]));
  scope.plain.set(key, plain);
  return plain;
}

/** A discriminator names schemas as the references beside it do. */
function toDiscriminator(scope: Scope, value: Json, at: string): Json {
  const { propertyName = '', mapping } = asObject(value);
  const entries = Object.entries(asObject(mapping)).map(([tag, ref]): [string, Json] => {
    const target = typeof ref === 'string' && ref.includes('#') ? scope.follow(ref, at) : undefined;
    return [tag, target === undefined ? ref : toRef(scope.nameOf(target))];
  });
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return { propertyName, ...(sorted.length > 0 && { mapping: Object.fromEntries(sorted) }) };
}
