/** Reads schemas as a reader of the document would: `$ref`, `allOf` and alternatives do not matter. */
import type { JsonObject } from '../../contract/types.ts';
import { asArray, asObject, isObject } from '../../contract/value.ts';
import { memberOf, objectItems } from './spot.ts';
import type { ObjectSpot, Property, Reader, Spot } from './spot.ts';

export type { Property } from './spot.ts';

/**
 * Every schema object that speaks about the same value: the schema, what its `$ref` leads to, the members of `allOf`.
 * @param alternatives also those of `oneOf` and `anyOf`, of which one holds. Default false
 */
export function partsOf(reader: Reader, schema: Spot | undefined, alternatives = false): readonly ObjectSpot[] {
  if (!schema || !isObject(schema.value)) return [];
  const kept = alternatives ? reader.kept.every : reader.kept.sure;
  const known = kept.get(schema.value);
  if (known) return known;
  const parts = collectParts(reader, schema, alternatives);
  kept.set(schema.value, parts);
  return parts;
}

function collectParts(reader: Reader, schema: Spot, alternatives: boolean): ObjectSpot[] {
  const found = new Map<unknown, ObjectSpot>();
  const collect = (spot: Spot | undefined): void => {
    if (!spot || !isObject(spot.value) || found.has(spot.value)) return;
    const part = spot as ObjectSpot;
    found.set(part.value, part);
    const target = reader.follow(part);
    if (target && target.value !== part.value) collect(target);
    for (const keyword of alternatives ? ['allOf', 'oneOf', 'anyOf'] : ['allOf']) {
      const members = memberOf(part, keyword);
      if (!Array.isArray(members?.value)) continue;
      members.value.forEach((value: unknown, index) => collect({ value, at: members.at.child([index]) }));
    }
  };
  collect(schema);
  return [...found.values()].filter(({ value }) => Object.keys(value).some((key) => key !== '$ref'));
}

/** The value of a keyword, wherever it is written, and its place. */
export function keywordOf(reader: Reader, schema: Spot | undefined, keyword: string): Spot | undefined {
  return partsOf(reader, schema)
    .map((part) => memberOf(part, keyword))
    .find((spot) => spot !== undefined);
}

/** The properties of an object schema; those of alternatives too, which are never required. */
export function propertiesOf(reader: Reader, schema: Spot | undefined): ReadonlyMap<string, Property> {
  if (!schema || !isObject(schema.value)) return NONE;
  const known = reader.kept.properties.get(schema.value);
  if (known) return known;
  const properties = collectProperties(reader, schema);
  reader.kept.properties.set(schema.value, properties);
  return properties;
}

const NONE: ReadonlyMap<string, Property> = new Map();

function collectProperties(reader: Reader, schema: Spot): Map<string, Property> {
  const sure = new Set(partsOf(reader, schema).map(({ value }) => value));
  const parts = partsOf(reader, schema, true);
  const required = new Set(parts.flatMap(({ value }) => (sure.has(value) ? asArray(value['required']) : [])));
  const found = new Map<string, Property>();
  for (const part of parts) {
    const listed = memberOf(part, 'properties');
    for (const name of Object.keys(asObject(listed?.value))) {
      const member = memberOf(listed, name)!;
      if (isObject(member.value) && !found.has(name)) {
        found.set(name, { name, schema: member as ObjectSpot, required: required.has(name) });
      }
    }
  }
  return found;
}

/** Every schema that a property must fit: `allOf` may speak of it several times. */
export function schemasOf(reader: Reader, schema: Spot | undefined, name: string): ObjectSpot[] {
  return partsOf(reader, schema).flatMap((part) => {
    const spot = memberOf(memberOf(part, 'properties'), name);
    return spot && isObject(spot.value) ? [spot as ObjectSpot] : [];
  });
}

/** The property at a path below a schema: names, through arrays with `items`. */
export function propertyAt(reader: Reader, schema: Spot | undefined, path: readonly string[]): Property | undefined {
  let here = schema;
  let property: Property | undefined;
  for (const name of path) {
    property = propertiesOf(reader, here).get(name);
    here = property?.schema;
  }
  return property;
}

/** The types a value may have; empty where the schema does not say. `null` is left out. */
export function typesOf(reader: Reader, schema: Spot | undefined): string[] {
  const type = keywordOf(reader, schema, 'type')?.value;
  return (Array.isArray(type) ? type : [type]).filter(
    (name): name is string => typeof name === 'string' && name !== 'null',
  );
}

/** Values the schema lists, by `const`, `enum` or `oneOf` of constants, each with its place; undefined where it lists none. */
export function listedValues(
  reader: Reader,
  schema: Spot | undefined,
  within: readonly unknown[] = [],
): readonly Spot[] | undefined {
  // A schema that is one of its own choices lists nothing by it.
  if (!schema || within.includes(schema.value)) return undefined;
  const constant = keywordOf(reader, schema, 'const');
  if (constant) return [constant];
  const listed = keywordOf(reader, schema, 'enum');
  if (listed && Array.isArray(listed.value)) {
    return listed.value.map((value: unknown, index) => ({ value, at: listed.at.child([index]) }));
  }
  // `oneOf` of constants is how 3.1 documents describe each value, `anyOf` with a string how they keep a list open.
  const parts = partsOf(reader, schema);
  const choices = parts.flatMap((part) =>
    ['oneOf', 'anyOf'].flatMap((keyword) => objectItems(reader, memberOf(part, keyword))),
  );
  const outer = [...within, schema.value, ...parts.map(({ value }) => value)];
  const values = choices.map((choice) => listedValues(reader, choice, outer));
  const isOpen = choices.some((choice, index) => !values[index] && typesOf(reader, choice).join() === 'string');
  if (values.every((list) => list === undefined)) return undefined;
  return isOpen || values.every((list) => list !== undefined) ? values.flatMap((list) => list ?? []) : undefined;
}

/** Schema of the items of an array. */
export function itemsOf(reader: Reader, schema: Spot | undefined): ObjectSpot | undefined {
  const items = keywordOf(reader, schema, 'items');
  return items && isObject(items.value) ? (items as Spot<JsonObject>) : undefined;
}
