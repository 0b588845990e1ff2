/** `readOnly` and `writeOnly`: what of a schema does not count in one direction. */
import { getAt } from './pointer.ts';
import { isRecord } from './schema-keywords.ts';
import type { RefResolver } from './schema-refs.ts';

/** Which way a value travels: with the request to the provider, or back with its response. */
export type Direction = 'request' | 'response';

/**
 * Names of the properties that a schema declares for the other direction only: `readOnly` ones for a request,
 * `writeOnly` ones for a response. Looks through `$ref` and `allOf`, which speak of the same object.
 * @param pointer JSON pointer of the schema, which `schema` is
 */
export function foreignProperties(
  document: unknown,
  refs: RefResolver,
  schema: unknown,
  pointer: string,
  direction: Direction,
): ReadonlySet<string> {
  const names = new Set<string>();
  const mark = direction === 'request' ? 'readOnly' : 'writeOnly';
  const isMarked = (node: unknown, at: string, seen: Set<string>): boolean => {
    if (!isRecord(node) || seen.has(at)) return false;
    seen.add(at);
    return node[mark] === true || parts(document, refs, node, at).some(([part, place]) => isMarked(part, place, seen));
  };
  const visit = (node: unknown, at: string, seen: Set<string>): void => {
    if (!isRecord(node) || seen.has(at)) return;
    seen.add(at);
    const properties = isRecord(node.properties) ? node.properties : {};
    for (const [name, property] of Object.entries(properties)) {
      if (isMarked(property, `${at}/properties/${name}`, new Set())) names.add(name);
    }
    for (const [part, place] of parts(document, refs, node, at)) visit(part, place, seen);
  };
  visit(schema, pointer, new Set());
  return names;
}

/** The schemas that hold together with this one: its `$ref` and its `allOf`. */
function parts(
  document: unknown,
  refs: RefResolver,
  node: Readonly<Record<string, unknown>>,
  at: string,
): [unknown, string][] {
  const found: [unknown, string][] = [];
  if (typeof node.$ref === 'string') {
    const target = refs.resolve(node.$ref, at);
    found.push([getAt(document, target), target]);
  }
  if (Array.isArray(node.allOf)) node.allOf.forEach((part, index) => found.push([part, `${at}/allOf/${index}`]));
  return found;
}
