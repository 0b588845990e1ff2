/** Keywords of one schema in the one way they are written here. */
import { isTypes, toTypes, typeName, typeOf, typesOfKeyword, TYPE, NUMBER, ANY } from '../prove/types-of.ts';
import type { Json } from '../../../contract/types.ts';
import { asArray, asObject, isObject } from '../../../contract/value.ts';

type Draft = Record<string, Json>;

/** Values that say nothing. */
const NOTHING: ReadonlyMap<string, (value: Json) => boolean> = new Map(
  Object.entries<(value: Json) => boolean>({
    minLength: (value) => value === 0,
    minItems: (value) => value === 0,
    minProperties: (value) => value === 0,
    minContains: (value) => value === 1,
    uniqueItems: (value) => value === false,
    deprecated: (value) => value === false,
    readOnly: (value) => value === false,
    writeOnly: (value) => value === false,
    'x-public-address': (value) => value === false,
    required: isEmpty,
    prefixItems: isEmpty,
    properties: isEmpty,
    patternProperties: isEmpty,
    dependentRequired: (value) => Object.values(asObject(value)).every((names) => asArray(names).length === 0),
    dependentSchemas: isEmpty,
    items: isAnything,
    propertyNames: isAnything,
    unevaluatedItems: isAnything,
    unevaluatedProperties: isAnything,
    not: (value) => value === false,
    pattern: (value) => value === '' || value === '.*',
  }),
);

/** Simplifies keywords in place; parts are plain already. */
export function simplify(draft: Draft): void {
  nameTypes(draft);
  listValues(draft);
  boundNumbers(draft);
  settleCases(draft);
  closeUnevaluated(draft);
  for (const keyword of Object.keys(draft)) if (NOTHING.get(keyword)?.(draft[keyword]!) === true) delete draft[keyword];
  if (isAnything(draft['additionalProperties']) && draft['unevaluatedProperties'] === undefined)
    delete draft['additionalProperties'];
  if (draft['contains'] === undefined || (draft['minContains'] === 0 && draft['maxContains'] === undefined)) {
    for (const keyword of ['contains', 'minContains', 'maxContains']) delete draft[keyword];
  }
  dropForeignKeywords(draft);
  sortLists(draft);
}

function isEmpty(value: Json): boolean {
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}

/** `true` and `{}` accept everything. */
export function isAnything(value: Json | undefined): boolean {
  return value === true || (isObject(value) && Object.keys(value).length === 0);
}

/** Writes a set of types: one as text, several as a sorted list, all as nothing. */
export function writeTypes(draft: Draft, types: number): void {
  const whole = (types & NUMBER) === NUMBER ? [TYPE.fraction] : [types & NUMBER];
  const bits = [TYPE.array, TYPE.boolean, TYPE.null, TYPE.object, TYPE.string, ...whole];
  const names = bits
    .filter((bit) => bit !== 0 && (types & bit) !== 0)
    .map(typeName)
    .sort();
  if (types === ANY) delete draft['type'];
  else draft['type'] = names.length === 1 ? names[0]! : names;
}

function nameTypes(draft: Draft): void {
  // Without a type nothing is meant: a schema of properties alone takes a text too, and stands in `allOf` beside one that takes null.
  // What names no such type is left as it is.
  if (!isTypes(draft['type'])) return;
  if (typeof draft['type'] === 'string' && draft['multipleOf'] === undefined) return;
  let types = toTypes(draft['type']);
  if (draft['multipleOf'] === 1 && (types & NUMBER) !== 0) {
    delete draft['multipleOf'];
    types = (types & ~NUMBER) | TYPE.integer;
  }
  writeTypes(draft, types);
}

/** `const` is an `enum` of one; values of other types than the named ones are none; the types follow from the values. */
function listValues(draft: Draft): void {
  if (draft['const'] !== undefined) {
    const given = draft['enum'];
    const value = draft['const'];
    delete draft['const'];
    const isListed = !Array.isArray(given) || given.some((entry) => JSON.stringify(entry) === JSON.stringify(value));
    draft['enum'] = isListed ? [value] : [];
  }
  if (!Array.isArray(draft['enum'])) return;
  const types = toTypes(draft['type']);
  const list = (draft['enum'] as readonly Json[]).filter((value) => (types & typeOf(value)) !== 0);
  const unique = [...new Map(list.map((value) => [JSON.stringify(value), value])).entries()].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  draft['enum'] = unique.map(([, value]) => value);
  if (list.length > 0)
    writeTypes(
      draft,
      list.reduce<number>((set, value) => set | typeOf(value), 0),
    );
}

/** Of two bounds the narrower one is left; of integers both ends belong to the range. */
function boundNumbers(draft: Draft): void {
  if (!BOUNDS.some((keyword) => draft[keyword] !== undefined)) return;
  const isInteger = (toTypes(draft['type']) & NUMBER) === TYPE.integer;
  for (const [keyword, exclusive, sign] of [
    ['minimum', 'exclusiveMinimum', 1],
    ['maximum', 'exclusiveMaximum', -1],
  ] as const) {
    const [limit, open] = [draft[keyword], draft[exclusive]];
    if (typeof limit === 'number' && typeof open === 'number')
      delete draft[sign * (open - limit) >= 0 ? keyword : exclusive];
    if (!isInteger) continue;
    const [closed, left] = [draft[keyword], draft[exclusive]];
    if (typeof left === 'number' && Number.isSafeInteger(Math.trunc(left))) {
      delete draft[exclusive];
      draft[keyword] = sign > 0 ? Math.floor(left) + 1 : Math.ceil(left) - 1;
    } else if (typeof closed === 'number') draft[keyword] = sign > 0 ? Math.ceil(closed) : Math.floor(closed);
  }
}

const BOUNDS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'];

function settleCases(draft: Draft): void {
  for (const keyword of ['then', 'else']) if (isAnything(draft[keyword])) delete draft[keyword];
  if (draft['if'] !== undefined && (draft['then'] !== undefined || draft['else'] !== undefined)) return;
  for (const keyword of ['if', 'then', 'else']) delete draft[keyword];
}

/** Where nothing else could evaluate members, what is not evaluated is what is not named. */
function closeUnevaluated(draft: Draft): void {
  if (draft['unevaluatedProperties'] === undefined && draft['unevaluatedItems'] === undefined) return;
  const hasOthers = ['allOf', 'anyOf', 'oneOf', 'if', 'dependentSchemas', '$ref', 'contains'].some(
    (keyword) => draft[keyword] !== undefined,
  );
  if (hasOthers) return;
  for (const [unevaluated, rest] of [
    ['unevaluatedProperties', 'additionalProperties'],
    ['unevaluatedItems', 'items'],
  ] as const) {
    if (draft[unevaluated] === undefined) continue;
    draft[rest] ??= draft[unevaluated];
    delete draft[unevaluated];
  }
}

/** A keyword about texts says nothing of numbers. */
function dropForeignKeywords(draft: Draft): void {
  if (draft['type'] === undefined) return;
  const types = toTypes(draft['type']);
  for (const keyword of Object.keys(draft)) {
    const own = typesOfKeyword(keyword);
    if (own !== undefined && (own & types) === 0) delete draft[keyword];
  }
}

function sortLists(draft: Draft): void {
  if (Array.isArray(draft['required'])) draft['required'] = [...new Set(draft['required'] as string[])].sort();
  if (!isObject(draft['dependentRequired'])) return;
  const entries = Object.entries(draft['dependentRequired']).filter(([, names]) => asArray(names).length > 0);
  draft['dependentRequired'] = Object.fromEntries(
    entries.sort().map(([name, names]) => [name, [...asArray(names)].sort()]),
  );
}
