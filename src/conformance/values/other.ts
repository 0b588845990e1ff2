/** Another valid value for one part of a body. */
import { getAt, setAt } from '../../contract/pointer.ts';
import type { Json } from '../../contract/types.ts';
import { asArray, isObject } from '../../contract/value.ts';
import { isSame } from '../compare.ts';
import { isValid, type SchemaContext, toFacets } from '../../contract/instance/facets.ts';

/**
 * A value that the body may have at a place, other than the given one.
 * @param body a valid body
 * @returns undefined when the schema allows none that is known
 */
export function otherValue(
  context: SchemaContext,
  schemaPointer: string | undefined,
  body: unknown,
  place: string,
  old: unknown,
): Json | undefined {
  const candidates = [...declared(context, schemaPointer, place), ...similar(old)];
  return candidates.find((candidate) => {
    if (isSame(candidate, old)) return false;
    return (
      schemaPointer === undefined || isValid(context, schemaPointer, setAt(structuredClone(body), place, candidate))
    );
  });
}

function declared(context: SchemaContext, schemaPointer: string | undefined, place: string): Json[] {
  if (schemaPointer === undefined) return [];
  let pointers = [schemaPointer];
  for (const token of place.split('/').slice(1)) {
    pointers = pointers
      .flatMap((pointer) => toFacets(context, pointer))
      .filter(({ schema }) => getAt(schema, `/properties/${token}`) !== undefined)
      .map(({ pointer }) => `${pointer}/properties/${token}`);
  }
  const facets = pointers.flatMap((pointer) => toFacets(context, pointer));
  const items = facets.flatMap(({ pointer, schema }) =>
    isObject(schema['items']) ? toFacets(context, `${pointer}/items`) : [],
  );
  const single = items.flatMap(({ schema }) => asArray(schema['enum'])).map((value) => [value]);
  return [...facets.flatMap(({ schema }) => [...asArray(schema['enum']), ...asArray(schema['examples'])]), ...single];
}

function similar(old: unknown): Json[] {
  if (typeof old === 'boolean') return [!old];
  if (typeof old === 'number') return [old + 1, old - 1];
  if (typeof old !== 'string') return [];
  return [`${old}x`, `${old.slice(0, -1)}${old.endsWith('1') ? '2' : '1'}`, 'hookspec'];
}
