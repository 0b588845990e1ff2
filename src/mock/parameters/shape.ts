/** Which JSON types a schema speaks of, here and in its parts: all that is needed to read a text as a value. */
import { resolveRef } from '../../contract/resolve.ts';
import type { Json, JsonObject } from '../../contract/types.ts';
import { asArray, asObject, isObject } from '../../contract/value.ts';

/** The types of a value and of its parts. */
export interface Shape {
  /** Every JSON type that the schema names, through `$ref`, `allOf`, `anyOf` and `oneOf`; empty when it names none. */
  readonly types: ReadonlySet<string>;
  /** Some alternative names no type: any text may do. */
  readonly isOpen: boolean;
  /** Default of the value, if there is one. */
  readonly fallback: Json | undefined;
  /** Properties that the schema names. */
  readonly names: readonly string[];
  /** Properties may have other names too. */
  readonly hasMore: boolean;
  /** Shape of a property; of one without a name in the schema when that is what `additionalProperties` say. */
  property(name: string): Shape;
  /** Shape of an item of an array. */
  item(index: number): Shape;
}

/** The shape of a schema. Parts are looked at when they are first asked for, so a schema may contain itself. */
export function toShape(document: JsonObject, schemas: readonly (Json | undefined)[]): Shape {
  const nodes = new Set<JsonObject>();
  for (const schema of schemas) expand(document, schema, nodes);
  const all = [...nodes];
  const own = all.map(typesOf);
  const properties = new Map<string, Shape>();
  const items = new Map<number, Shape>();
  const isObjectNode = (node: JsonObject): boolean => isObject(node.properties) || 'additionalProperties' in node;
  return {
    types: new Set(own.flat()),
    isOpen: all.every((_, index) => own[index]!.length === 0) || hasOpenBranch(document, all),
    fallback: all.find((node) => node.default !== undefined)?.default,
    names: [...new Set(all.flatMap((node) => Object.keys(asObject(node.properties))))],
    hasMore: all.filter(isObjectNode).every((node) => node.additionalProperties !== false),
    property(name) {
      const known = properties.get(name) ?? toShape(document, findProperty(all, name));
      // Only names of the contract are remembered: senders may invent as many as they like.
      if (all.some((node) => Object.hasOwn(asObject(node.properties), name))) properties.set(name, known);
      return known;
    },
    item(index) {
      const place = Math.min(index, longestPrefix(all));
      const known = items.get(place) ?? toShape(document, findItem(all, place));
      items.set(place, known);
      return known;
    },
  };
}

function expand(document: JsonObject, schema: Json | undefined, nodes: Set<JsonObject>): void {
  if (!isObject(schema) || nodes.has(schema)) return;
  nodes.add(schema);
  if (schema.$ref !== undefined) expand(document, resolveRef(document, schema), nodes);
  for (const key of ['allOf', 'anyOf', 'oneOf']) {
    for (const part of asArray(schema[key])) expand(document, part, nodes);
  }
}

function typesOf(node: JsonObject): string[] {
  const named = [node.type].flat().filter((type) => typeof type === 'string');
  if (named.length > 0) return node.nullable === true ? [...named, 'null'] : named;
  if (node.const !== undefined) return [typeOf(node.const)];
  if (Array.isArray(node.enum)) return node.enum.map(typeOf);
  if (isObject(node.properties)) return ['object'];
  return node.items !== undefined || node.prefixItems !== undefined ? ['array'] : [];
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

function hasOpenBranch(document: JsonObject, nodes: readonly JsonObject[]): boolean {
  const branches = nodes.flatMap((node) => [...asArray(node.anyOf), ...asArray(node.oneOf)]);
  return branches.some((branch) => branch === true || (isObject(branch) && isEmptyBranch(document, branch)));
}

function isEmptyBranch(document: JsonObject, branch: JsonObject): boolean {
  const parts = new Set<JsonObject>();
  expand(document, branch, parts);
  return [...parts].every((node) => typesOf(node).length === 0);
}

function findProperty(nodes: readonly JsonObject[], name: string): (Json | undefined)[] {
  const named = nodes
    .map((node) => asObject(node.properties))
    .filter((properties) => Object.hasOwn(properties, name))
    .map((properties) => properties[name]);
  return named.length > 0 ? named : nodes.map((node) => node.additionalProperties);
}

function longestPrefix(nodes: readonly JsonObject[]): number {
  return Math.max(0, ...nodes.map((node) => asArray(node.prefixItems).length));
}

function findItem(nodes: readonly JsonObject[], index: number): (Json | undefined)[] {
  return nodes.map((node) => asArray(node.prefixItems)[index] ?? node.items);
}
