/** Cuts one schema out of a document, with all that it refers to, for a validator that knows nothing of OpenAPI. */
import { getAt } from '../../../../src/contract/pointer.ts';
import type { Json, JsonObject } from '../../../../src/contract/types.ts';
import { isObject } from '../../../../src/contract/value.ts';

/** Members that are no part of a message in one direction: those with this mark. */
export type Mark = 'readOnly' | 'writeOnly';

/** How a discriminator is read: as a hint that changes no verdict, or as what each branch asks of the member it names. */
export type Reading = 'written' | 'guided';

/**
 * A schema that stands for itself: what `$ref`s name is put under `$defs`.
 * Members with the mark are not required, for they do not travel in this direction.
 */
export function toStandalone(document: JsonObject, pointer: string, mark: Mark, reading: Reading = 'written'): Json {
  const names = new Map<string, string>();
  const definitions: Record<string, Json> = {};

  const follow = (ref: string): string => {
    const target = toTarget(ref);
    const known = names.get(target);
    if (known !== undefined) return `#/$defs/${known}`;
    const name = `d${names.size}`;
    names.set(target, name);
    definitions[name] = copy(getAt(document, target) as Json);
    return `#/$defs/${name}`;
  };

  const copy = (node: Json): Json => {
    if (Array.isArray(node)) return node.map(copy);
    if (!isObject(node)) return node;
    const result: Record<string, Json> = {};
    for (const [name, value] of Object.entries(node)) {
      if (name === '$ref' && typeof value === 'string') result['$ref'] = follow(value);
      else if (reading === 'guided' && (name === 'oneOf' || name === 'anyOf') && Array.isArray(value))
        result[name] = value.map((branch) => withTag(document, node, branch, copy(branch)));
      else if (['enum', 'const', 'default', 'examples', 'example'].includes(name)) result[name] = value;
      // Anchors and ids would change what the rewritten references mean.
      else if (name !== '$id' && name !== '$anchor' && name !== '$schema') result[name] = copy(value);
    }
    const { required } = node;
    if (Array.isArray(required)) {
      const marked = markedNames(document, node, mark, new Set());
      result['required'] = required.filter((name) => !marked.has(String(name)));
    }
    return result;
  };

  return { allOf: [copy(getAt(document, pointer) as Json)], $defs: definitions };
}

/** A branch of a guided union: its member has a value that the mapping gives it, or that the schema lists itself. */
function withTag(document: JsonObject, union: JsonObject, branch: Json, copied: Json): Json {
  const { propertyName, mapping = {} } = (union['discriminator'] ?? {}) as { propertyName?: string; mapping?: object };
  if (propertyName === undefined || !isObject(branch) || typeof branch['$ref'] !== 'string') return copied;
  const { $ref } = branch;
  const listed = partsOf(document, branch, new Set()).some((part) => {
    const member = isObject(part['properties']) ? part['properties'][propertyName] : undefined;
    return listsValues(document, member);
  });
  if (listed) return copied;
  const name = $ref.slice($ref.lastIndexOf('/') + 1);
  const mapped = Object.entries(mapping).flatMap(([value, to]) => (to === $ref || to === name ? [value] : []));
  const values = mapped.length > 0 ? mapped : [name];
  return { allOf: [copied], required: [propertyName], properties: { [propertyName]: { enum: values } } };
}

/** Whether a schema lists what is allowed: `enum`, `const`, or a union of such. */
function listsValues(document: JsonObject, schema: unknown): boolean {
  return partsOf(document, schema, new Set()).some((one) => {
    const isUnion = ['oneOf', 'anyOf'].some((keyword) => {
      const branches = one[keyword];
      return Array.isArray(branches) && branches.every((branch) => listsValues(document, branch));
    });
    return one['const'] !== undefined || one['enum'] !== undefined || one['type'] === 'null' || isUnion;
  });
}

/** Names of members that carry the mark, in the schema and in those that hold together with it. */
function markedNames(document: JsonObject, schema: unknown, mark: Mark, seen: Set<unknown>): Set<string> {
  const names = new Set<string>();
  for (const part of partsOf(document, schema, seen)) {
    for (const [name, member] of Object.entries(isObject(part['properties']) ? part['properties'] : {})) {
      if (partsOf(document, member, new Set()).some((node) => node[mark] === true)) names.add(name);
    }
  }
  return names;
}

/** The schema, what it refers to, and its `allOf`. */
function partsOf(document: JsonObject, schema: unknown, seen: Set<unknown>): JsonObject[] {
  if (!isObject(schema) || seen.has(schema)) return [];
  seen.add(schema);
  const { $ref, allOf } = schema;
  const linked = typeof $ref === 'string' ? [getAt(document, toTarget($ref))] : [];
  const joined = Array.isArray(allOf) ? allOf : [];
  return [schema, ...[...linked, ...joined].flatMap((part) => partsOf(document, part, seen))];
}

function toTarget(ref: string): string {
  return decodeURIComponent(ref.replace(/^#/, ''));
}
