/** How sure a document is of its nodes: `x-evidence`. */
import type { Evidence } from './behaviour.ts';
import { parsePointer } from './pointer.ts';
import type { JsonObject } from './types.ts';
import { isObject } from './value.ts';

/** The evidence that a node carries itself, as a member to spread. */
export function evidenceOf(node: unknown): { evidence?: Evidence } {
  const evidence = isObject(node) ? node['x-evidence'] : undefined;
  return isObject(evidence) ? { evidence: evidence as unknown as Evidence } : {};
}

/** The evidence that holds for the node at a pointer: its own, else the nearest `deep` one above it. */
export function findEvidence(document: JsonObject, pointer: string): Evidence | undefined {
  let node: unknown = document;
  let found: Evidence | undefined;
  const look = (isLast: boolean): void => {
    const { evidence } = evidenceOf(node);
    if (evidence && (isLast || evidence.deep === true)) found = evidence;
  };
  const tokens = parsePointer(pointer);
  for (const token of tokens) {
    look(false);
    if (node === null || typeof node !== 'object' || !Object.hasOwn(node, token)) return found;
    node = (node as Readonly<Record<string, unknown>>)[token];
  }
  look(true);
  return found;
}
