/** Which properties a schema names: a response shows those and no others, a request may set those and no others. */
import { getAt, parsePointer } from '../contract/pointer.ts';
import { resolveRef } from '../contract/resolve.ts';
import type { Contract, JsonSchema } from '../contract/types.ts';

type SchemaObject = Record<string, unknown>;

/**
 * Names of the properties of the object (or of the array's items) at a place in a schema.
 * @param at JSON pointer into the instance, e.g. `/data/webhook`
 * @param kind which branch of a `oneOf` counts: an array of resources or one
 * @returns undefined where the schema names none: then nothing is known and everything may show
 */
export function findProperties(
  contract: Pick<Contract, 'document'>,
  schema: JsonSchema | undefined,
  at: string,
  kind: 'array' | 'object',
): ReadonlySet<string> | undefined {
  let nodes = expand(contract, schema);
  for (const token of parsePointer(at)) {
    nodes = nodes.flatMap((node) =>
      expand(contract, getAt(node.properties, `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`) as JsonSchema),
    );
  }
  if (kind === 'array') nodes = nodes.flatMap((node) => expand(contract, node.items as JsonSchema));
  else nodes = nodes.filter((node) => !isArray(node));
  const names = nodes.flatMap((node) => Object.keys((node.properties as object | undefined) ?? {}));
  return names.length === 0 ? undefined : new Set(names);
}

/** Defaults that a schema gives to absent properties. */
export function findDefaults(
  contract: Pick<Contract, 'document'>,
  schema: JsonSchema | undefined,
): ReadonlyMap<string, unknown> {
  const defaults = new Map<string, unknown>();
  for (const node of expand(contract, schema)) {
    for (const [name, property] of Object.entries((node.properties ?? {}) as Record<string, JsonSchema>)) {
      const found = expand(contract, property).find((part) => part.default !== undefined);
      if (found && !defaults.has(name)) defaults.set(name, found.default);
    }
  }
  return defaults;
}

/** The schema itself and all its `allOf`, `oneOf` and `anyOf` branches, references followed, each once. */
function expand(
  contract: Pick<Contract, 'document'>,
  schema: JsonSchema | undefined,
  seen = new Set<unknown>(),
): SchemaObject[] {
  if (schema === undefined || typeof schema === 'boolean') return [];
  const node = resolveRef(contract.document, schema) as SchemaObject | undefined;
  if (!node || typeof node !== 'object' || seen.has(node)) return [];
  seen.add(node);
  const branches = ['allOf', 'oneOf', 'anyOf'].flatMap((keyword) => (node[keyword] as JsonSchema[] | undefined) ?? []);
  return [node, ...branches.flatMap((branch) => expand(contract, branch, seen))];
}

function isArray(node: SchemaObject): boolean {
  return (
    node.type === 'array' || (Array.isArray(node.type) && node.type.includes('array') && !node.type.includes('object'))
  );
}
