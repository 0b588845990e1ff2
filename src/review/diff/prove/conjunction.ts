/** Schemas that hold together: what all of them say of one value. */
import { foreignProperties } from '../../../contract/schema-direction.ts';
import type { Json, JsonObject } from '../../../contract/types.ts';
import { isObject } from '../../../contract/value.ts';
import { ANY, NUMBER, toTypes, TYPE, typeOf } from './types-of.ts';
import { listOf, type Node, targetOf, type World } from './world.ts';

/** A set of schemas; the same set is always the same object. */
export interface Conjunction {
  readonly key: string;
  /** Each with keywords of its own: `$ref` and `allOf` are followed. Objects only; none where nothing is said. */
  readonly nodes: readonly Node[];
  /** Some schema is `false`. */
  readonly isNever: boolean;
  /** Unions whose branch is among the nodes: id of the node and keyword. */
  readonly settled: ReadonlySet<string>;
  /** Types that a value may have. */
  readonly types: number;
  /** Members that do not count in this direction (`readOnly` or `writeOnly`), for each world. */
  readonly foreign: ReadonlyMap<World, ReadonlySet<string>>;
}

const known = new WeakMap<Node, Map<string, Conjunction>>();
const NOTHING: Conjunction = {
  key: '',
  nodes: [],
  isNever: false,
  settled: new Set(),
  types: ANY,
  foreign: new Map(),
};

/** Joins schemas. @param settled unions whose chosen branch is among them */
export function conjoin(roots: readonly Node[], settled: ReadonlySet<string> = new Set()): Conjunction {
  const found = new Set<Node>();
  for (const root of roots) collect(root, found);
  const nodes = [...found].sort((a, b) => a.id - b.id);
  const [first] = nodes;
  if (first === undefined) return NOTHING;
  const cache = known.get(first) ?? new Map<string, Conjunction>();
  known.set(first, cache);
  const key = [...nodes.map(({ id }) => id), ...[...settled].sort()].join(' ');
  const existing = cache.get(key);
  if (existing !== undefined) return existing;
  const objects = nodes.filter(({ schema }) => isObject(schema));
  const conjunction: Conjunction = {
    key,
    nodes: objects,
    isNever: nodes.length > objects.length,
    settled,
    types: nodes.length > objects.length ? 0 : objects.reduce((set, node) => set & typesOf(node), ANY),
    foreign: toForeign(objects),
  };
  cache.set(key, conjunction);
  return conjunction;
}

/** The conjunction and more schemas. */
export function add(conjunction: Conjunction, ...more: readonly Node[]): Conjunction {
  return conjunction.isNever ? conjunction : conjoin([...conjunction.nodes, ...more], conjunction.settled);
}

/** Keywords of one node. */
export function keywordsOf(node: Node): JsonObject {
  return node.schema as JsonObject;
}

/** All values of one keyword, with their nodes. */
export function valuesOf(conjunction: Conjunction, keyword: string): { node: Node; value: Json }[] {
  return conjunction.nodes.flatMap((node) => {
    const schema = keywordsOf(node);
    return Object.hasOwn(schema, keyword) ? [{ node, value: schema[keyword]! }] : [];
  });
}

// A schema that says nothing is left out, so that sets that say the same are the same.
function collect(node: Node, found: Set<Node>, seen = new Set<Node>()): void {
  if (seen.has(node) || node.schema === true) return;
  seen.add(node);
  if (node.schema === false) return void found.add(node);
  const target = targetOf(node);
  if (target !== undefined) collect(target, found, seen);
  for (const part of listOf(node, 'allOf')) collect(part, found, seen);
  if (Object.keys(node.schema).some((keyword) => !STRUCTURE.has(keyword))) found.add(node);
}

/** Keywords that only lead to other schemas. */
const STRUCTURE: ReadonlySet<string> = new Set(['$ref', '$dynamicRef', 'allOf', 'title', 'description', '$comment']);

function typesOf(node: Node): number {
  const { type, enum: values, const: constant, multipleOf } = keywordsOf(node);
  let types = toTypes(type);
  if (Array.isArray(values))
    types &= (values as readonly Json[]).reduce<number>((set, value) => set | typeOf(value), 0);
  if (constant !== undefined) types &= typeOf(constant);
  if (typeof multipleOf === 'number' && Number.isInteger(multipleOf)) types &= ~(NUMBER & ~TYPE.integer);
  return types;
}

/** Whether a schema of this world says nothing about a member in its direction. */
export function isForeign(conjunction: Conjunction, node: Node, name: string): boolean {
  return conjunction.foreign.get(node.world)?.has(name) === true;
}

function toForeign(nodes: readonly Node[]): ReadonlyMap<World, ReadonlySet<string>> {
  const all = new Map<World, Set<string>>();
  for (const { schema, world, pointer, parts } of nodes) {
    if (parts !== undefined || !isObject((schema as JsonObject)['properties'])) continue;
    try {
      const found = foreignProperties(world.document, world.refs, schema, pointer, world.travel);
      if (found.size > 0) all.set(world, new Set([...(all.get(world) ?? []), ...found]));
    } catch {
      // A reference that leads nowhere marks nothing.
    }
  }
  return all;
}
