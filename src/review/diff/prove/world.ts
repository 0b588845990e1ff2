/** The schemas of one document as nodes that know their place, each made once. */
import { getAt, toPointer } from '../../../contract/pointer.ts';
import { createSchemaCompiler, type SchemaCompiler } from '../../../contract/schema.ts';
import type { Direction as Travel } from '../../../contract/schema-direction.ts';
import { createRefResolver, type RefResolver } from '../../../contract/schema-refs.ts';
import type { JsonObject } from '../../../contract/types.ts';
import { isObject } from '../../../contract/value.ts';
import type { Direction } from '../change.ts';

/** A document read in one direction. */
export interface World {
  readonly document: JsonObject;
  readonly travel: Travel;
  readonly refs: RefResolver;
  readonly compiler: SchemaCompiler;
  readonly nodes: Map<string, Node>;
}

/** One schema. The same place of the same world is always the same node. */
export interface Node {
  /** Unique over all worlds; what is remembered about nodes is remembered by it. */
  readonly id: number;
  readonly world: World;
  /** JSON pointer in the document; of a made-up node: of what it was made from. */
  readonly pointer: string;
  readonly schema: boolean | JsonObject;
  /** Parts of a made-up node, by pointer below it. */
  readonly parts?: ReadonlyMap<string, Node>;
}

interface Shared {
  readonly compiler: SchemaCompiler;
  readonly worlds: Map<Travel, World>;
}

const known = new WeakMap<JsonObject, Shared>();
let lastId = 0;
const NO_DOCUMENT: JsonObject = {};

/** The world of a document; the same one for the same object and direction. */
export function toWorld(document: JsonObject, direction: Direction): World {
  const travel = direction === 'request' || direction === 'acknowledgement' ? 'request' : 'response';
  const shared = known.get(document) ?? { compiler: createSchemaCompiler({ document }), worlds: new Map() };
  known.set(document, shared);
  const world = shared.worlds.get(travel) ?? {
    document,
    travel,
    refs: createRefResolver(document),
    compiler: shared.compiler,
    nodes: new Map(),
  };
  shared.worlds.set(travel, world);
  return world;
}

/** The schema at a pointer; where there is none, one that says nothing. */
export function nodeAt(world: World, pointer: string): Node {
  const found = world.nodes.get(pointer);
  if (found !== undefined) return found;
  const value = getAt(world.document, pointer);
  const node = { id: ++lastId, world, pointer, schema: typeof value === 'boolean' || isObject(value) ? value : true };
  world.nodes.set(pointer, node);
  return node;
}

/**
 * A schema that no document holds. Parts that are not given are those of the schema it was made from.
 * @param key what makes it the one it is in its world
 */
export function makeNode(origin: Node, key: string, schema: JsonObject, parts?: ReadonlyMap<string, Node>): Node {
  const name = `made ${key}`;
  const found = origin.world.nodes.get(name);
  if (found !== undefined) return found;
  const node = { id: ++lastId, world: origin.world, pointer: origin.pointer, schema, ...(parts && { parts }) };
  origin.world.nodes.set(name, node);
  return node;
}

/** A schema that belongs to no document. It names no schemas for parts of a value. */
export function freeNode(schema: JsonObject): Node {
  return makeNode(nodeAt(toWorld(NO_DOCUMENT, 'request'), ''), JSON.stringify(schema), schema);
}

/** The schema that fits what another does not fit. */
export function negate(node: Node): Node {
  return makeNode(node, `not ${node.id}`, { not: true }, new Map([['/not', node]]));
}

/** A part of a schema that is a schema, e.g. `partOf(node, 'properties', 'id')`. */
export function partOf(node: Node, ...tokens: readonly (string | number)[]): Node {
  const below = toPointer(tokens);
  return node.parts?.get(below) ?? nodeAt(node.world, node.pointer + below);
}

/** The schemas in a list, e.g. those of `anyOf`. */
export function listOf(node: Node, keyword: string): Node[] {
  const list = typeof node.schema === 'boolean' ? undefined : node.schema[keyword];
  return Array.isArray(list) ? list.map((_, index) => partOf(node, keyword, index)) : [];
}

/** What the `$ref` of a schema leads to. */
export function targetOf(node: Node): Node | undefined {
  const ref = typeof node.schema === 'boolean' ? undefined : (node.schema['$ref'] ?? node.schema['$dynamicRef']);
  if (typeof ref !== 'string') return undefined;
  try {
    return nodeAt(node.world, node.world.refs.resolve(ref, node.pointer));
  } catch {
    // A reference that leads nowhere says nothing.
    return undefined;
  }
}
