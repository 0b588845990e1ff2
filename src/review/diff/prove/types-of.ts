/** Sets of JSON types as bits. A number is an integer or it is not, so both halves have a bit of their own. */
import type { Json } from '../../../contract/types.ts';

/** Bits. */
export const TYPE = { null: 1, boolean: 2, object: 4, array: 8, string: 16, integer: 32, fraction: 64 } as const;
/** Both kinds of numbers. */
export const NUMBER = TYPE.integer | TYPE.fraction;
/** Every type. */
export const ANY = 127;

/** The set that a `type` keyword names; every type where it is absent, or names one that does not exist. */
export function toTypes(type: Json | undefined): number {
  if (!isTypes(type)) return ANY;
  const names: readonly unknown[] = Array.isArray(type) ? type : [type];
  return names.reduce<number>((set, name) => set | (name === 'number' ? NUMBER : (TYPE[name as 'null'] ?? 0)), 0);
}

/** Whether a `type` keyword can be read. */
export function isTypes(type: Json | undefined): boolean {
  const names: readonly unknown[] = Array.isArray(type) ? type : [type];
  return names.every((name) => name === 'number' || (name !== 'fraction' && Object.hasOwn(TYPE, name as string)));
}

/** The type of a value. */
export function typeOf(value: unknown): number {
  if (value === null) return TYPE.null;
  if (Array.isArray(value)) return TYPE.array;
  if (typeof value === 'number') return Number.isInteger(value) ? TYPE.integer : TYPE.fraction;
  return TYPE[typeof value as 'string'];
}

/** The single types of a set, objects first. */
export function listTypes(set: number): number[] {
  const { object, array, string, integer, fraction, boolean } = TYPE;
  return [object, array, string, integer, fraction, boolean, TYPE.null].filter((type) => (set & type) !== 0);
}

/** `type` keyword for one type. */
export function typeName(type: number): string {
  return Object.entries(TYPE)
    .find(([, bit]) => bit === type)![0]
    .replace('fraction', 'number');
}

/** Types that a keyword speaks about; undefined where it speaks about all. */
export function typesOfKeyword(keyword: string): number | undefined {
  return KEYWORDS.get(keyword);
}

const KEYWORDS = new Map<string, number>([
  ...toEntries(NUMBER, ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']),
  ...toEntries(TYPE.string, ['minLength', 'maxLength', 'pattern', 'x-public-address']),
  ...toEntries(TYPE.array, ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems', 'contains']),
  ...toEntries(TYPE.array, ['minContains', 'maxContains', 'unevaluatedItems']),
  ...toEntries(TYPE.object, ['properties', 'patternProperties', 'additionalProperties', 'propertyNames', 'required']),
  ...toEntries(TYPE.object, ['minProperties', 'maxProperties', 'dependentRequired', 'dependentSchemas']),
  ...toEntries(TYPE.object, ['unevaluatedProperties']),
  ...toEntries(TYPE.string | NUMBER, ['format']),
]);

function toEntries(types: number, keywords: readonly string[]): [string, number][] {
  return keywords.map((keyword) => [keyword, types]);
}
