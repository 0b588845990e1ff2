/** The examples of a body, and what its schema says about each of their parts. */
import { asArray, isObject } from '../../contract/value.ts';
import type { Media } from './operations.ts';
import { itemsOf, keywordOf, propertiesOf } from './schema.ts';
import { findObject, memberOf, objectMembers } from './spot.ts';
import type { Reader, Spot } from './spot.ts';

/** An example: its name, '' where it has none, and its value. */
export interface Example {
  readonly name: string;
  readonly value: Spot;
}

/** `examples` and `example` of a media type; values that stand elsewhere (`externalValue`) are left out. */
export function examplesOf(reader: Reader, { spot }: Media): Example[] {
  const single = memberOf(spot, 'example');
  const named = objectMembers(reader, memberOf(spot, 'examples')).flatMap(([name, example]) => {
    // 3.2 calls it `dataValue` too.
    const value = memberOf(example, 'value') ?? memberOf(example, 'dataValue');
    return value ? [{ name, value }] : [];
  });
  return [...(single ? [{ name: '', value: single }] : []), ...named];
}

/** Whether a schema shows a value by itself. */
export function hasSchemaExample(reader: Reader, schema: Spot | undefined): boolean {
  return ['example', 'examples'].some((keyword) => keywordOf(reader, schema, keyword) !== undefined);
}

/** The parts of a value whose schema has a keyword with the value true, e.g. `writeOnly`. */
export function partsWith(reader: Reader, value: Spot, schema: Spot | undefined, keyword: string): Spot[] {
  if (Array.isArray(value.value)) {
    const items = itemsOf(reader, schema);
    return asArray(value.value).flatMap((entry, index) =>
      partsWith(reader, { value: entry, at: value.at.child([index]) }, items, keyword),
    );
  }
  if (!isObject(value.value)) return [];
  return [...propertiesOf(reader, schema).values()].flatMap((property) => {
    const member = memberOf(value, property.name);
    if (!member) return [];
    if (keywordOf(reader, property.schema, keyword)?.value === true) return [member];
    return partsWith(reader, member, property.schema, keyword);
  });
}

/** The first text under one of some names, at the top of a value or one object below: the code of an error, say. */
export function findText(value: unknown, names: RegExp): string | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value);
  const inner = entries
    .filter(([, member]) => isObject(member))
    .flatMap(([, member]) => Object.entries(member as object));
  const found = [...entries, ...inner].find(
    ([name, member]) => names.test(name) && (typeof member === 'string' || typeof member === 'number'),
  );
  return found && String(found[1]);
}

/** What is written about a response: its description, its examples, their names. */
export function toldBy(reader: Reader, response: Spot): string {
  const spot = findObject(reader, response);
  return spot === undefined
    ? ''
    : JSON.stringify(spot.value, (key, value: unknown) => (key === 'headers' ? undefined : value));
}
