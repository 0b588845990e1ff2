/** Which schemas describe one part of a value: the way from a JSON pointer in a body to its schema. */
import { getAt, parsePointer, toPointer } from './pointer.ts';
import { pointerOfRef } from './resolve.ts';
import type { JsonObject } from './types.ts';
import { asObject, isObject } from './value.ts';

/**
 * Pointers of the schemas for the part of a value that a pointer names, through `$ref`, `allOf`, `anyOf`, `oneOf`.
 * @param schemaPointer JSON pointer of the whole value's schema in the document
 * @param at JSON pointer into the value
 * @returns an empty list when the schema does not know that part; undefined when it says nothing about parts
 */
export function schemasAt(document: JsonObject, schemaPointer: string, at: string): string[] | undefined {
  let places = [schemaPointer];
  for (const token of parsePointer(at)) {
    const same = [...new Set(places.flatMap((place) => expand(document, place)))];
    const next = same.flatMap((place) => partsOf(document, place, token));
    if (next.length === 0 && same.every((place) => isOpen(document, place))) return undefined;
    places = next;
  }
  return places;
}

/** Whether a value of this schema may have a part at a pointer: its schema names it, or names no parts at all. */
export function mayHave(document: JsonObject, schemaPointer: string, at: string): boolean {
  return schemasAt(document, schemaPointer, at)?.length !== 0;
}

/** The schema itself and all that speak of the same value. */
function expand(document: JsonObject, pointer: string, seen = new Set<string>()): string[] {
  if (seen.has(pointer)) return [];
  seen.add(pointer);
  const schema = getAt(document, pointer);
  if (!isObject(schema)) return [];
  const ref = schema['$ref'];
  const target = typeof ref === 'string' ? pointerOfRef(ref) : undefined;
  const lists = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => {
    const list = schema[key];
    return Array.isArray(list) ? list.map((_, index) => `${pointer}/${key}/${index}`) : [];
  });
  const more = target === undefined ? lists : [target, ...lists];
  return [pointer, ...more.flatMap((place) => expand(document, place, seen))];
}

function partsOf(document: JsonObject, place: string, token: string): string[] {
  const schema = asObject(getAt(document, place));
  if (Object.hasOwn(asObject(schema['properties']), token)) return [place + toPointer(['properties', token])];
  if (/^\d+$/.test(token) && isObject(schema['items'])) return [`${place}/items`];
  return isObject(schema['additionalProperties']) ? [`${place}/additionalProperties`] : [];
}

/** Says nothing about what is inside: no parts named, and not a type without any. */
function isOpen(document: JsonObject, place: string): boolean {
  const schema = asObject(getAt(document, place));
  if (['properties', 'items', 'prefixItems', 'enum', 'const'].some((key) => key in schema)) return false;
  const types = [schema['type']].flat();
  return types.includes(undefined) || types.includes('object') || types.includes('array');
}
