/** Follows the `$ref`s of a loaded document: all of them point into the document itself. */
import { getAt } from './pointer.ts';
import type { Json, JsonObject } from './types.ts';
import { isObject } from './value.ts';

/**
 * The JSON pointer that an internal reference names.
 * @param ref e.g. `#/components/schemas/A`; percent-encoding is undone
 * @returns undefined for a reference to another file or to an anchor
 */
export function pointerOfRef(ref: string): string | undefined {
  if (ref !== '#' && !ref.startsWith('#/')) return undefined;
  const fragment = ref.slice(1);
  if (!fragment.includes('%')) return fragment;
  try {
    return decodeURIComponent(fragment);
  } catch {
    // A literal percent sign: the reference was written without encoding.
    return fragment;
  }
}

/** The reference that a node is, if it is one. */
export function refOf(node: unknown): string | undefined {
  if (!isObject(node) || !Object.hasOwn(node, '$ref')) return undefined;
  const ref = node['$ref'];
  return typeof ref === 'string' ? ref : undefined;
}

/**
 * Follows `$ref` after `$ref` from the node at a pointer.
 * @returns the pointer of the first node that is no reference; where a reference leads nowhere or in a circle, the last one reached
 */
export function derefPointer(document: JsonObject, pointer: string): string {
  const seen = new Set<string>();
  let at = pointer;
  while (!seen.has(at)) {
    seen.add(at);
    const ref = refOf(getAt(document, at));
    const next = ref === undefined ? undefined : pointerOfRef(ref);
    if (next === undefined || getAt(document, next) === undefined) return at;
    at = next;
  }
  return at;
}

/**
 * The value that a node stands for: itself, or what its `$ref` leads to.
 * @returns undefined where the reference leads nowhere or in a circle
 */
export function resolveRef(document: JsonObject, node: Json | undefined): Json | undefined {
  const ref = refOf(node);
  if (ref === undefined) return node;
  const pointer = pointerOfRef(ref);
  if (pointer === undefined) return undefined;
  const value = getAt(document, derefPointer(document, pointer)) as Json | undefined;
  return refOf(value) === undefined ? value : undefined;
}

/** Whether the `$ref`s from the node at a pointer lead in a circle of nothing but `$ref`s. */
export function isCircular(document: JsonObject, pointer: string): boolean {
  const ref = refOf(getAt(document, derefPointer(document, pointer)));
  const next = ref === undefined ? undefined : pointerOfRef(ref);
  return next !== undefined && getAt(document, next) !== undefined;
}
