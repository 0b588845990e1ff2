/** The syntax tree of a YAML document → a JSON value and the place of each node. */
import { isAlias, isMap, isScalar, isSeq, visit } from 'yaml';
import type { Alias, Document, Node, Pair, YAMLMap } from 'yaml';
import type { Json, Location } from '../types.ts';
import { MAX_DEPTH } from './json-tree.ts';
import { createPlaces, toToken, type Places } from './place.ts';
import type { SourceProblem } from './problem.ts';

/** More nodes than aliases make in any document that means well; aliases of aliases of aliases grow past it. */
const MAX_COPIED = 200_000;

/** What is said of a document with more levels than {@link MAX_DEPTH}. */
export const tooDeep = { what: 'the document nests too deeply', fix: 'use $ref' } as const;

interface Walk {
  /** What each alias points to; found at first need. */
  readonly targets: () => ReadonlyMap<Alias, Node>;
  readonly locate: (offset: number) => Location;
  /** Offset of each node. A document has many, and the places of few are ever asked for. */
  readonly offsets: Map<string, number>;
  readonly problems: SourceProblem[];
  /** Anchored nodes that are being expanded, to notice an alias inside its own anchor. */
  readonly open: Set<Node>;
  /** Nodes made by aliases so far. */
  copied: number;
  /** The outermost alias that is being expanded. */
  alias: number | undefined;
}

/** Builds the value afresh: an alias becomes a copy of what it points to. Merge keys (`<<`) are merged. */
export function toTree(
  document: Document.Parsed,
  locate: (offset: number) => Location,
): { value: Json; places: Places; problems: SourceProblem[] } {
  let targets: ReadonlyMap<Alias, Node> | undefined;
  const walk: Walk = {
    targets: () => (targets ??= findTargets(document)),
    locate,
    offsets: new Map(),
    problems: [],
    open: new Set(),
    copied: 0,
    alias: undefined,
  };
  const value = build(walk, document.contents, '', 0);
  const places = createPlaces((pointer) => {
    const offset = walk.offsets.get(pointer);
    return offset === undefined ? undefined : locate(offset);
  });
  return { value, places, problems: walk.problems };
}

// The library's own `alias.resolve` looks through the whole document for each alias.
function findTargets(document: Document.Parsed): ReadonlyMap<Alias, Node> {
  const targets = new Map<Alias, Node>();
  const anchors = new Map<string, Node>();
  visit(document, {
    Alias(_, alias) {
      const target = anchors.get(alias.source);
      if (target !== undefined) targets.set(alias, target);
    },
    Value(_, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

function build(walk: Walk, node: Node | null, pointer: string, place: number): Json {
  walk.offsets.set(pointer, place);
  if (walk.alias !== undefined && (walk.copied += 1) > MAX_COPIED) {
    const isFirst = walk.copied === MAX_COPIED + 1;
    return isFirst ? report(walk, walk.alias, 'aliases make the document grow beyond measure', 'use $ref') : null;
  }
  if (isAlias(node)) return expand(walk, node, pointer, place);
  if (isScalar(node)) return toScalar(walk, node.value, place);
  if (!isMap(node) && !isSeq(node)) return null;
  if (walk.open.size === MAX_DEPTH) return report(walk, place, tooDeep.what, tooDeep.fix);
  walk.open.add(node);
  const value = isMap(node) ? buildObject(walk, node, pointer) : buildArray(walk, node.items, pointer, place);
  walk.open.delete(node);
  return value;
}

function expand(walk: Walk, alias: Alias, pointer: string, place: number): Json {
  const target = walk.targets().get(alias);
  if (target === undefined) return report(walk, place, `there is no anchor &${alias.source}`);
  if (walk.open.has(target)) return report(walk, place, `the alias *${alias.source} contains itself`, 'use $ref');
  const outer = walk.alias;
  walk.alias ??= place;
  const value = build(walk, target, pointer, place);
  walk.alias = outer;
  return value;
}

function buildArray(walk: Walk, items: readonly unknown[], pointer: string, place: number): Json[] {
  return items.map((item, index) => {
    const child = item as Node | null;
    return build(walk, child, `${pointer}/${index}`, startOf(child) ?? place);
  });
}

function buildObject(walk: Walk, map: YAMLMap, pointer: string): Json {
  const value: Record<string, Json> = {};
  const merged: Pair[] = [];
  for (const pair of map.items) {
    if (keyOf(pair) === '<<') merged.push(...mergedPairs(walk, pair.value as Node | null));
    else addMember(walk, value, pair, pointer);
  }
  // A key that is written out wins over a merged one, and the first merged one over the next.
  for (const pair of merged) if (!Object.hasOwn(value, keyOf(pair))) addMember(walk, value, pair, pointer);
  return value;
}

function addMember(walk: Walk, value: Record<string, Json>, pair: Pair, pointer: string): void {
  const key = keyOf(pair);
  const place = startOf(pair.key as Node) ?? 0;
  if (key === '__proto__') {
    report(walk, place, 'the key `__proto__` is not allowed', 'choose another name');
    return;
  }
  value[key] = build(walk, pair.value as Node | null, `${pointer}/${toToken(key)}`, place);
}

function mergedPairs(walk: Walk, node: Node | null): Pair[] {
  const target = isAlias(node) ? walk.targets().get(node) : node;
  if (isSeq(target)) return target.items.flatMap((item) => mergedPairs(walk, item as Node));
  if (!isMap(target) || walk.open.has(target)) {
    report(walk, startOf(node) ?? 0, 'a merge key needs a map');
    return [];
  }
  return target.items.flatMap((pair) => (keyOf(pair) === '<<' ? mergedPairs(walk, pair.value as Node | null) : [pair]));
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
}

function startOf(node: Node | null): number | undefined {
  return node?.range?.[0];
}

function toScalar(walk: Walk, value: unknown, place: number): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return report(walk, place, `${String(value)} is not a JSON value`, 'write it as a text in quotes');
}

function report(walk: Walk, offset: number, what: string, fix?: string): null {
  walk.problems.push({ location: walk.locate(offset), what, ...(fix === undefined ? {} : { fix }) });
  return null;
}
