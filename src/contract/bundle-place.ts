/** Where a part of another file ends up in the bundled document. */
import { basename } from 'node:path';
import type { Kind } from './grammar.ts';
import type { Draft } from './overlay.ts';
import { getAt, parsePointer, setAt } from './pointer.ts';
import type { ParsedSource } from './source/parse-source.ts';
import { findPlace, forEachMember, type Origin } from './source/place.ts';
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
  setAt(draft.value, placed, structuredClone(getAt(source.value, pointer)));
  draft.places.graft(placed, toOrigin(source, pointer));
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
  const origins: [string, Origin][] = [];
  forEachMember(reference, (member, token, key) => {
    if (key === '$ref' || (kind !== 'PathItem' && !mayStay(key))) return;
    kept[key] = member;
    origins.push([`${at}/${token}`, draft.places.originOf(`${at}/${token}`)]);
  });
  setAt(draft.value, at, isObject(value) ? { ...value, ...kept } : value);
  draft.places.graft(at, toOrigin(source, pointer));
  for (const [below, origin] of origins) draft.places.graft(below, origin);
}

function toOrigin({ places }: ParsedSource, pointer: string): Origin {
  return (below) => (below === '' ? findPlace(places, pointer) : places.at(pointer + below));
}

function mayStay(key: string): boolean {
  return key === 'summary' || key === 'description' || key.startsWith('x-');
}
