/** Finds the operation for a method and a path. A tree of path segments: its cost is the length of the path. */
import type { Operation } from '../contract/types.ts';

/** Path parameters by name. */
export type PathValues = Readonly<Record<string, string>>;

/** What the router answers. */
export type RouteMatch =
  | {
      readonly kind: 'operation';
      readonly operation: Operation;
      readonly path: PathValues;
      /** The values of `path` as sent; absent where the path holds no escape. */
      readonly rawPath?: PathValues | undefined;
    }
  | { readonly kind: 'method'; readonly allow: readonly string[] }
  | { readonly kind: 'none' };

/** Routes requests by upper-case method and percent-encoded path. */
export interface Router {
  find(method: string, path: string): RouteMatch;
  /** Every path template, for messages. */
  readonly templates: readonly string[];
}

interface Node {
  readonly literals: Map<string, Node>;
  /** Segments with parameters, most specific first. */
  readonly patterns: { readonly pattern: RegExp; readonly source: string; readonly node: Node }[];
  readonly operations: Map<string, { operation: Operation; names: readonly string[] }>;
}

/** Builds the router of a contract. Literal segments win over parameters, as OpenAPI asks. */
export function createRouter(operations: readonly Operation[]): Router {
  const root = createNode();
  // Paths without parameters need no walk: nothing in the tree can be nearer to them.
  const literal = new Map<string, Node>();
  for (const operation of operations) {
    const names: string[] = [];
    let node = root;
    for (const segment of operation.path.split('/').slice(1)) node = descend(node, segment, names);
    node.operations.set(operation.method.toUpperCase(), { operation, names });
    if (names.length === 0) literal.set(operation.path, node);
  }
  return {
    templates: [...new Set(operations.map((operation) => operation.path))],
    find(method, path) {
      const values: string[] = [];
      const node = literal.get(path) ?? search(root, path.split('/').slice(1), 0, values);
      if (!node) return NONE;
      const found = node.operations.get(method) ?? (method === 'HEAD' ? node.operations.get('GET') : undefined);
      if (!found) return { kind: 'method', allow: toAllow(node) };
      const raw = toValues(found.names, values);
      const { operation } = found;
      if (!path.includes('%')) return { kind: 'operation', operation, path: raw };
      return { kind: 'operation', operation, path: toValues(found.names, values.map(decode)), rawPath: raw };
    },
  };
}

const NONE: RouteMatch = { kind: 'none' };
const NO_VALUES: PathValues = {};

function toValues(names: readonly string[], values: readonly string[]): PathValues {
  if (names.length === 0) return NO_VALUES;
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}

function createNode(): Node {
  return { literals: new Map(), patterns: [], operations: new Map() };
}

function descend(node: Node, segment: string, names: string[]): Node {
  if (!segment.includes('{')) {
    const child = node.literals.get(segment) ?? createNode();
    node.literals.set(segment, child);
    return child;
  }
  const source = segment.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{([^}]+)\}/g, (_, name: string) => {
    names.push(name);
    return '([^/]+)';
  });
  const known = node.patterns.find((entry) => entry.source === source);
  if (known) return known.node;
  const child = createNode();
  node.patterns.push({ pattern: new RegExp(`^${source}$`), source, node: child });
  node.patterns.sort((a, b) => b.source.length - a.source.length);
  return child;
}

function search(node: Node, segments: readonly string[], index: number, values: string[]): Node | undefined {
  if (index === segments.length) return node.operations.size > 0 ? node : undefined;
  const segment = segments[index]!;
  const literal = node.literals.get(segment.includes('%') ? decode(segment) : segment);
  const below = literal && search(literal, segments, index + 1, values);
  if (below) return below;
  for (const { pattern, node: child } of node.patterns) {
    const match = pattern.exec(segment);
    if (!match) continue;
    const mark = values.length;
    // Split first, decoded later: an encoded slash is part of the value.
    values.push(...match.slice(1));
    const found = search(child, segments, index + 1, values);
    if (found) return found;
    values.length = mark;
  }
  return undefined;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A broken escape names no resource; taken literally it simply matches nothing that exists.
    return segment;
  }
}

function toAllow(node: Node): string[] {
  const methods = [...node.operations.keys()];
  if (methods.includes('GET') && !methods.includes('HEAD')) methods.push('HEAD');
  return [...methods, 'OPTIONS'];
}
