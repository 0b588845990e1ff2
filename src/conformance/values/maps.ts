/** Names of members that an object may have beside those of its schema. */
import { toPointer } from '../../contract/pointer.ts';
import { isObject } from '../../contract/value.ts';
import { type Facet, isValid, propertyNames, type SchemaContext } from '../../contract/instance/facets.ts';
import { toInstance } from '../../contract/instance/instance.ts';

const NEW_NAME = 'hookspec';

/** Pointers of the schemas that the names of an object have to fit. */
export function namePointers(facets: readonly Facet[]): string[] {
  return facets.flatMap(({ pointer, schema }) =>
    isObject(schema['propertyNames']) ? [pointer + toPointer(['propertyNames'])] : [],
  );
}

/**
 * So many names that no schema declares and `propertyNames` allows; fewer where no more are known.
 * @param taken names that are there already
 */
export function toNames(
  context: SchemaContext,
  facets: readonly Facet[],
  count: number,
  taken: readonly string[] = [],
): string[] {
  const pointers = namePointers(facets);
  const fits = (name: string): boolean => pointers.every((pointer) => isValid(context, pointer, name));
  const sampled = pointers.map((pointer) => toInstance(context, pointer, { full: false })).find(isText);
  // One that is there is of the right form; what another ends with makes it another.
  const starts = [NEW_NAME, ...(sampled === undefined ? [] : [sampled]), ...taken].filter(fits);
  const used = new Set([...taken, ...propertyNames(facets)]);
  const names = starts.filter((name) => !used.has(name));
  for (const start of starts) {
    for (let index = 0; names.length < count && index < 10 * count; index++) {
      const ends = [`${start}_${index}`, `${start}-${index}`, `${start}${index}`, `${start}${letter(index)}`];
      const name = ends.find((text) => fits(text) && !used.has(text) && !names.includes(text));
      if (name !== undefined) names.push(name);
    }
  }
  return names.slice(0, count);
}

function letter(index: number): string {
  return index < 26 ? String.fromCharCode(97 + index) : letter(Math.floor(index / 26) - 1) + letter(index % 26);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
