/** How sure a document is of its nodes: `x-evidence`. */
import type { Evidence } from './behaviour.ts';
import { getAt, parsePointer, toPointer } from './pointer.ts';
import type { JsonObject } from './types.ts';
import { isObject } from './value.ts';

/** The evidence that a node carries itself, as a member to spread. */
export function evidenceOf(node: unknown): { evidence?: Evidence } {
  const evidence = isObject(node) ? node['x-evidence'] : undefined;
  return isObject(evidence) ? { evidence: evidence as unknown as Evidence } : {};
}

/** The evidence that holds for the node at a pointer: its own, else the nearest `deep` one above it. */
export function findEvidence(document: JsonObject, pointer: string): Evidence | undefined {
  const own = evidenceOf(getAt(document, pointer)).evidence;
  if (own) return own;
  for (let tokens = parsePointer(pointer).slice(0, -1); ; tokens = tokens.slice(0, -1)) {
    const { evidence } = evidenceOf(getAt(document, toPointer(tokens)));
    if (evidence?.deep === true) return evidence;
    if (tokens.length === 0) return undefined;
  }
}
