/** Where a part of another file ends up in the bundled document. */
import { basename } from 'node:path';
import type { Kind } from './grammar.ts';
import type { Draft } from './overlay.ts';
import { getAt, parsePointer, setAt } from './pointer.ts';
import type { ParsedSource } from './source/parse-source.ts';
import { copyPlaces, forEachMember, forgetPlaces } from './source/place.ts';
import type { Places } from './source/place.ts';
import { asObject, isObject } from './value.ts';

/**
 * Adds a schema of another file to `components.schemas`, under the name it has there.
 * @returns its pointer in the document
 */
export function insertSchema(draft: Draft, source: ParsedSource, pointer: string): string {
  const written = parsePointer(pointer).at(-1) ?? basename(source.file).replace(/\.[^.]*$/, '');
  const base = written.replace(/[^A-Za-z0-9._-]+/g, '_');
  const taken = asObject(getAt(draft.value, '/components/schemas'));
  let name = base;
  for (let count = 2; Object.hasOwn(taken, name); count += 1) name = `${base}-${count}`;
  const placed = `/components/schemas/${name}`;
  const value = structuredClone(getAt(source.value, pointer));
  setAt(draft.value, placed, value);
  copyPlaces(value, source.places, pointer, draft.places, placed);
  return placed;
}

/**
 * Puts a part of another file in the place of the reference to it. What may stand beside the reference stays:
 * any member of a path item, elsewhere `summary`, `description` and extensions.
 */
export function inline(draft: Draft, at: string, kind: Kind, source: ParsedSource, pointer: string): void {
  const reference = asObject(getAt(draft.value, at));
  const value = structuredClone(getAt(source.value, pointer));
  const kept: Record<string, unknown> = {};
  const places: Places = new Map();
  forEachMember(reference, (member, token, key) => {
    if (key === '$ref' || (kind !== 'PathItem' && !mayStay(key))) return;
    kept[key] = member;
    copyPlaces(member, draft.places, `${at}/${token}`, places, `${at}/${token}`);
  });
  forgetPlaces(reference, draft.places, at);
  setAt(draft.value, at, isObject(value) ? { ...value, ...kept } : value);
  copyPlaces(value, source.places, pointer, draft.places, at);
  for (const [below, place] of places) draft.places.set(below, place);
}

function mayStay(key: string): boolean {
  return key === 'summary' || key === 'description' || key.startsWith('x-');
}
