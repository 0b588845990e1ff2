/** Words that a contract knows in one place and does not list in another. */
import type { Json, JsonObject } from '../../contract/types.ts';
import { asArray, isObject } from '../../contract/value.ts';

const known = new WeakMap<JsonObject, readonly ReadonlySet<string>[]>();

/**
 * Words of other lists that share one with this list: the event of a test among those that one can subscribe to, a
 * state that only answers have.
 * @param listed the values of an `enum`
 */
export function findRelated(document: JsonObject, listed: readonly Json[]): string[] {
  const own = new Set(listed.filter((value) => typeof value === 'string'));
  if (own.size < 2) return [];
  const lists = known.get(document) ?? collect(document);
  known.set(document, lists);
  const related = lists.filter((list) => [...list].some((word) => own.has(word)));
  return [...new Set(related.flatMap((list) => [...list]))].filter((word) => !own.has(word));
}

/** Every `enum`; and for each name of a property the words that its schemas list one by one. */
function collect(document: JsonObject): ReadonlySet<string>[] {
  const lists: Set<string>[] = [];
  const named = new Map<string, Set<string>>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const entry of node) visit(entry);
    if (!isObject(node)) return;
    const words = wordsOf(node);
    if (words.length > 1) lists.push(new Set(words));
    for (const [name, property] of Object.entries(isObject(node['properties']) ? node['properties'] : {}))
      if (isObject(property) && wordsOf(property).length > 0)
        named.set(name, new Set([...(named.get(name) ?? []), ...wordsOf(property)]));
    for (const entry of Object.values(node)) visit(entry);
  };
  visit(document);
  return [...lists, ...named.values()];
}

function wordsOf({ enum: listed, const: word }: JsonObject): string[] {
  return [...asArray(listed), word].filter((value) => typeof value === 'string');
}
