/** Schemas that refer to themselves without ever going down into a value: no validator could end. */
import { getAt, toPointer } from './pointer.ts';
import { isRecord, SAME_LIST, SAME_SCHEMA } from './schema-keywords.ts';
import type { RefResolver } from './schema-refs.ts';

/**
 * Pointer of a schema that is reached again from itself for the same value (`$ref` in a ring); undefined when
 * there is none. A recursion through `properties` or `items` is fine and not followed.
 * @param checked pointers known to be free of loops; extended by what this call has seen
 */
export function findLoop(
  document: unknown,
  refs: RefResolver,
  pointer: string,
  checked: Set<string>,
): string | undefined {
  const open = new Set<string>();
  const visit = (at: string): string | undefined => {
    if (open.has(at)) return at;
    if (checked.has(at)) return undefined;
    open.add(at);
    const loop = firstDefined(sameValue(getAt(document, at), at, refs), visit);
    open.delete(at);
    checked.add(at);
    return loop;
  };
  return visit(pointer);
}

/** Pointers of the schemas that a schema applies to the very value it is given. */
function sameValue(schema: unknown, at: string, refs: RefResolver): string[] {
  if (!isRecord(schema)) return [];
  const found: string[] = [];
  for (const key of ['$ref', '$dynamicRef']) {
    const ref = schema[key];
    if (typeof ref === 'string') found.push(refs.resolve(ref, at));
  }
  for (const key of SAME_SCHEMA) if (key in schema) found.push(`${at}/${key}`);
  for (const key of SAME_LIST) {
    const list = schema[key];
    if (Array.isArray(list)) found.push(...list.map((_, index) => `${at}/${key}/${index}`));
  }
  const dependent = schema.dependentSchemas;
  if (isRecord(dependent))
    found.push(...Object.keys(dependent).map((name) => at + toPointer(['dependentSchemas', name])));
  return found;
}

function firstDefined<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
