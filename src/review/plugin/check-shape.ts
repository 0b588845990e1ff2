/** Checks a value against the JSON Schema of an extension: the keywords that those use, and no others. */
import { nearest } from '../../contract/nearest.ts';
import { asArray, asObject, asText, isObject } from '../../contract/value.ts';
import { followReference } from './extension-schemas.ts';
import type { ShapeSchema } from './extension-schemas.ts';
import { memberOf } from './spot.ts';
import type { Spot } from './spot.ts';

/** What is wrong, and what to write instead. */
export interface ShapeFault {
  readonly spot: Spot;
  readonly what: string;
  readonly instead: string;
}

/** Every fault of a value, the outermost first. */
export function checkShape(spot: Spot, { file, schema }: ShapeSchema): ShapeFault[] {
  const rules = asObject(schema);
  const faults = checkOne(spot, rules);
  if (faults.length > 0) return faults;
  const below = [
    ...(typeof rules['$ref'] === 'string' ? checkShape(spot, followReference(rules['$ref'], file)) : []),
    ...checkChoice(spot, asArray(rules['anyOf'] ?? rules['oneOf']), file),
  ];
  if (below.length > 0) return below;
  return [...checkMembers(spot, rules, file), ...checkItems(spot, rules, file)];
}

function checkOne(spot: Spot, rules: Record<string, unknown>): ShapeFault[] {
  const { value } = spot;
  const title = asText(rules['title']) || asText(rules['description']).split(/[.:]/)[0]!.toLowerCase();
  const fault = (instead: string): ShapeFault[] => [
    { spot, what: `\`${nameOf(spot)}\` has a value that it cannot have.`, instead },
  ];
  const types = [rules['type']].flat().filter((type) => type !== undefined);
  if (types.length > 0 && !types.some((type) => hasType(value, String(type))))
    return fault(`Write ${types.map(toNoun).join(' or ')}.`);
  const listed = 'const' in rules ? [rules['const']] : asArray(rules['enum']);
  if (listed.length > 0 && !listed.includes(value as never)) {
    return fault(toChoice(String(value), listed.map(String)));
  }
  if (typeof value === 'string') {
    const isShort = value.length < Number(rules['minLength'] ?? 0);
    const isOther = typeof rules['pattern'] === 'string' && !new RegExp(rules['pattern'], 'u').test(value);
    if (isShort || isOther) return fault(`Write ${title || 'another text'}.`);
  }
  if (typeof value === 'number') {
    const [low, high] = [Number(rules['minimum'] ?? -Infinity), Number(rules['maximum'] ?? Infinity)];
    if (value < low || value > high)
      return fault(`Write a number from ${low} on${high === Infinity ? '' : `, at most ${high}`}.`);
  }
  if (rules['uniqueItems'] === true && Array.isArray(value)) {
    if (new Set(value.map((entry) => JSON.stringify(entry))).size < value.length)
      return fault('Write each entry once.');
  }
  const size = Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : Infinity;
  if (size < Number(rules[Array.isArray(value) ? 'minItems' : 'minProperties'] ?? 0))
    return fault('Write at least one entry.');
  return [];
}

/** The faults of the choice that comes nearest: the one whose faults lie deepest. */
function checkChoice(spot: Spot, choices: readonly unknown[], file: string): ShapeFault[] {
  const results = choices.map((schema) => checkShape(spot, { file, schema }));
  if (results.length === 0 || results.some((faults) => faults.length === 0)) return [];
  const depth = (faults: readonly ShapeFault[]): number =>
    Math.max(...faults.map((fault) => fault.spot.at.pointer.length));
  return results.toSorted((a, b) => depth(b) - depth(a))[0]!;
}

function checkMembers(spot: Spot, rules: Record<string, unknown>, file: string): ShapeFault[] {
  if (!isObject(spot.value)) return [];
  const known = asObject(rules['properties']);
  const missing = asArray(rules['required'])
    .map(String)
    .filter((name) => !Object.hasOwn(spot.value as object, name))
    .map((name) => ({ spot, what: `\`${nameOf(spot)}\` lacks \`${name}\`.`, instead: `Add \`${name}\`.` }));
  const names = Object.keys(known).filter((name) => name !== 'x-evidence');
  const members = Object.keys(spot.value).flatMap((name): ShapeFault[] => {
    const member = memberOf(spot, name)!;
    const naming = rules['propertyNames'];
    const wrongName = naming === undefined ? [] : checkShape({ ...member, value: name }, { file, schema: naming });
    if (wrongName.length > 0) return wrongName;
    if (Object.hasOwn(known, name)) return checkShape(member, { file, schema: known[name] });
    const others = rules['additionalProperties'];
    if (others !== false) return others === undefined ? [] : checkShape(member, { file, schema: others });
    return [{ spot: member, what: `\`${nameOf(spot)}\` has no member \`${name}\`.`, instead: toChoice(name, names) }];
  });
  return [...missing, ...members];
}

function checkItems({ value, at }: Spot, rules: Record<string, unknown>, file: string): ShapeFault[] {
  if (!Array.isArray(value) || rules['items'] === undefined) return [];
  return value.flatMap((entry: unknown, index) =>
    checkShape({ value: entry, at: at.child([index]) }, { file, schema: rules['items'] }),
  );
}

function hasType(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'null') return value === null;
  return type === 'object' ? isObject(value) : typeof value === type;
}

function toNoun(type: unknown): string {
  return type === 'integer'
    ? 'a whole number'
    : type === 'boolean'
      ? '`true` or `false`'
      : `${/^[aeiou]/.test(String(type)) ? 'an' : 'a'} ${String(type)}`;
}

/** The word that was meant, else all that are possible. */
function toChoice(word: string, words: readonly string[]): string {
  const meant = nearest(word, words);
  return meant === undefined ? `Write one of ${words.map((one) => `\`${one}\``).join(', ')}.` : `Write \`${meant}\`.`;
}

/** The path of a value inside its extension: `x-resource/webhook/limit`. */
function nameOf({ at }: Spot): string {
  const tokens = at.pointer
    .split('/')
    .map((token) => decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~'));
  const start = tokens.findLastIndex((token) => token.startsWith('x-'));
  return tokens.slice(start === -1 ? -1 : start).join('/');
}
