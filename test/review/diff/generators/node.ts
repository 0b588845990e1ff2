/** A document that may be changed in place. */
import { getAt } from '../../../../src/contract/pointer.ts';

/** Any object of a document. */
export type Node = { [name: string]: unknown };

/** The value when it is an object. */
export function asNode(value: unknown): Node | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Node) : undefined;
}

/** Members whose values are objects. */
export function membersOf(value: unknown): [string, Node][] {
  return Object.entries(asNode(value) ?? {}).flatMap(([name, member]) => {
    const node = asNode(member);
    return node === undefined ? [] : [[name, node] as [string, Node]];
  });
}

/** The list, or an empty one. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Entries of a list that are objects. */
export function nodesOf(value: unknown): Node[] {
  return listOf(value).flatMap((entry): Node[] => {
    const node = asNode(entry);
    return node === undefined ? [] : [node];
  });
}

/** The object behind a node: itself, or what its `$ref` into the document names. */
export function resolve(document: Node, node: Node): Node | undefined {
  let current: Node | undefined = node;
  for (let i = 0; current !== undefined && typeof current['$ref'] === 'string'; i++) {
    if (i > 20 || !current['$ref'].startsWith('#')) return undefined;
    current = asNode(getAt(document, decodeURIComponent(current['$ref'].slice(1))));
  }
  return current;
}

/** Whether the document is of OpenAPI 3.0. */
export function isOld(document: Node): boolean {
  return String(document['openapi']).startsWith('3.0');
}

/** The member under a name, made if there is none. */
export function ensure(node: Node, name: string): Node {
  const member = asNode(node[name]) ?? {};
  node[name] = member;
  return member;
}
