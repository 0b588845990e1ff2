/** Walks two schemas side by side, to compare what no validator looks at. */
import { getAt, toPointer } from '../../../contract/pointer.ts';
import { derefPointer, refOf } from '../../../contract/resolve.ts';
import type { JsonObject } from '../../../contract/types.ts';
import { asArray, asObject, isObject } from '../../../contract/value.ts';

/** A schema in both versions. */
export interface SchemaPair {
  readonly base: JsonObject;
  readonly head: JsonObject;
  readonly basePointer: string;
  readonly headPointer: string;
  /** Where in the value: JSON pointer, `*` for any item or unnamed member. */
  readonly at: string;
  /** Whether both versions demand it of the object that it is a member of. */
  readonly required: boolean;
}

/** Lists the pairs below two schemas, these included, that are worth telling. */
export type SchemaWalker = (basePointer: string, headPointer: string) => readonly SchemaPair[];

/** A schema in one version and where it stands. */
interface Node {
  readonly value: unknown;
  readonly pointer: string;
}

/**
 * Makes a walker over two documents. What it finds below two schemas it remembers, so that a component that many places
 * reach is walked once.
 * @param isWorth picks the pairs that are listed
 */
export function createSchemaWalker(
  documents: { readonly base: JsonObject; readonly head: JsonObject },
  isWorth: (base: JsonObject, head: JsonObject) => boolean,
): SchemaWalker {
  const known = new Map<string, readonly SchemaPair[]>();

  const follow = (document: JsonObject, node: Node): Node => {
    if (refOf(node.value) === undefined) return node;
    const pointer = derefPointer(document, node.pointer);
    return { pointer, value: getAt(document, pointer) };
  };

  const list = (writtenBase: Node, writtenHead: Node): readonly SchemaPair[] => {
    const base = follow(documents.base, writtenBase);
    const head = follow(documents.head, writtenHead);
    if (!isObject(base.value) || !isObject(head.value)) return [];
    // Only what is referred to is reached more than once.
    if (base === writtenBase && head === writtenHead) return walk(base, head);
    const key = `${base.pointer} ${head.pointer}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    // A schema that leads back to itself adds nothing there.
    known.set(key, []);
    const found = walk(base, head);
    known.set(key, found);
    return found;
  };

  const walk = (base: Node, head: Node): SchemaPair[] => {
    const [was, is] = [base.value as JsonObject, head.value as JsonObject];
    const pairs: SchemaPair[] = isWorth(was, is)
      ? [{ base: was, head: is, basePointer: base.pointer, headPointer: head.pointer, at: '', required: false }]
      : [];
    for (const { keys, path, required } of listChildren(was, is)) {
      const below = list(childOf(base, keys), childOf(head, keys));
      for (const pair of below) {
        pairs.push({
          ...pair,
          at: path + pair.at,
          required: pair.at === '' ? pair.required || required : pair.required,
        });
      }
    }
    return pairs;
  };

  return (basePointer, headPointer) => {
    const base = { pointer: basePointer, value: getAt(documents.base, basePointer) };
    const head = { pointer: headPointer, value: getAt(documents.head, headPointer) };
    return list(base, head);
  };
}

/** A schema within a schema that both versions have. */
interface Child {
  readonly keys: readonly string[];
  /** What it adds to the place in the value. */
  readonly path: string;
  readonly required: boolean;
}

function listChildren(was: JsonObject, is: JsonObject): Child[] {
  const children: Child[] = [];
  const others = asObject(is['properties']);
  for (const name of Object.keys(asObject(was['properties']))) {
    if (!Object.hasOwn(others, name)) continue;
    const required = [was, is].every((schema) => asArray(schema['required']).includes(name));
    children.push({ keys: ['properties', name], path: toPointer([name]), required });
  }
  for (const keyword of ['items', 'additionalProperties']) {
    if (isObject(was[keyword]) && isObject(is[keyword]))
      children.push({ keys: [keyword], path: '/*', required: false });
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf', 'prefixItems']) {
    const [before, after] = [asArray(was[keyword]), asArray(is[keyword])];
    if (before.length !== after.length) continue;
    before.forEach((_, index) => {
      children.push({
        keys: [keyword, String(index)],
        path: keyword === 'prefixItems' ? `/${index}` : '',
        required: false,
      });
    });
  }
  return children;
}

function childOf({ value, pointer }: Node, keys: readonly string[]): Node {
  let child: unknown = value;
  for (const key of keys) child = (child as Record<string, unknown>)[key];
  return { value: child, pointer: pointer + toPointer(keys) };
}
