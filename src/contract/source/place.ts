/** Source positions: which line of which file wrote the node at a JSON pointer. */
import type { Location } from '../types.ts';

/**
 * Tells places of the nodes at or below some node, by pointer below it: members of an object have the place of their
 * key, items of a list their start. Undefined where no such node was written.
 */
export type Origin = (below: string) => Location | undefined;

/**
 * The places of a document that changes while it is built. A place is looked up when somebody asks for it: most
 * documents have a hundred thousand nodes and nobody asks for any.
 */
export interface Places {
  /** The place of the node at a pointer; undefined when it has none of its own. */
  readonly at: Origin;
  /** From now on the node at a pointer and all below it stand where the origin says. */
  graft(pointer: string, origin: Origin): void;
  /** Where the node at a pointer and all below it stand now, whatever is grafted later. */
  originOf(pointer: string): Origin;
}

/** File name that stands for a document given as an object. */
export const OBJECT_FILE = '<object>';

interface Node {
  origin?: Origin;
  members?: Map<string, Node>;
}

/** Places of a document as it was read; by default of one that was written nowhere. */
export function createPlaces(origin: Origin = () => undefined): Places {
  const root: Node = { origin };
  return {
    at: (pointer) => lookUp(root, pointer),
    graft(pointer, next) {
      const tokens = pointer.split('/').slice(1);
      let node = root;
      for (const token of tokens) node = node.members?.get(token) ?? addMember(node, token);
      node.origin = next;
      delete node.members;
    },
    originOf(pointer) {
      const tokens = pointer.split('/').slice(1);
      let [node, nearest, depth]: [Node | undefined, Origin, number] = [root, root.origin ?? origin, 0];
      for (const [index, token] of tokens.entries()) {
        node = node?.members?.get(token);
        if (node?.origin) [nearest, depth] = [node.origin, index + 1];
      }
      const rest = toTail(tokens, depth);
      const all: Origin = (below) => nearest(rest + below);
      if (node?.members === undefined) return all;
      const copy: Node = { ...copyNode(node), origin: all };
      return (below) => lookUp(copy, below);
    },
  };
}

/** The place of a pointer, or of its nearest ancestor that has one. A document without places is {@link OBJECT_FILE}. */
export function findPlace(places: Pick<Places, 'at'>, pointer: string): Location {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const place = places.at(at);
    if (place !== undefined) return place;
    if (!at.includes('/')) return { file: OBJECT_FILE, line: 1, column: 1 };
  }
}

// The deepest origin on the way to a pointer tells its place.
function lookUp(root: Node, pointer: string): Location | undefined {
  let { origin } = root;
  let node: Node = root;
  const first = pointer.indexOf('/');
  let below = first === -1 ? '' : pointer.slice(first);
  for (let start = first + 1; start > 0 && node.members !== undefined;) {
    const end = pointer.indexOf('/', start);
    const member = node.members.get(pointer.slice(start, end === -1 ? undefined : end));
    if (member === undefined) break;
    node = member;
    if (node.origin) [origin, below] = [node.origin, end === -1 ? '' : pointer.slice(end)];
    start = end + 1;
  }
  return origin?.(below);
}

function toTail(tokens: readonly string[], depth: number): string {
  return tokens
    .slice(depth)
    .map((token) => `/${token}`)
    .join('');
}

function addMember(node: Node, token: string): Node {
  const member: Node = {};
  node.members ??= new Map();
  node.members.set(token, member);
  return member;
}

function copyNode(node: Node): Node {
  if (node.members === undefined) return { ...node };
  return { ...node, members: new Map([...node.members].map(([token, member]) => [token, copyNode(member)])) };
}

/** Calls `visit` with each member of an object or array and its escaped pointer token. */
export function forEachMember(value: unknown, visit: (member: unknown, token: string, key: string) => void): void {
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    value.forEach((member, index) => visit(member, String(index), String(index)));
    return;
  }
  for (const key of Object.keys(value)) visit((value as Record<string, unknown>)[key], toToken(key), key);
}

/** A key as it stands in a JSON pointer. */
export function toToken(key: string): string {
  // Hardly any key has something to escape, and there are very many keys.
  return key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;
}
