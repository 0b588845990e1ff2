/** Source positions: which line of which file wrote the node at a JSON pointer. */
import { isAbsolute, relative, sep } from 'node:path';
import type { Location } from '../types.ts';

/** JSON pointer → place. Object members map to their key, array items to their start. */
export type Places = Map<string, Location>;

/** File name that stands for a document given as an object. */
export const OBJECT_FILE = '<object>';

/** The place of a pointer, or of its nearest ancestor that has one. A document without places is {@link OBJECT_FILE}. */
export function findPlace(places: ReadonlyMap<string, Location>, pointer: string): Location {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const place = places.get(at);
    if (place !== undefined) return place;
    if (!at.includes('/')) return { file: OBJECT_FILE, line: 1, column: 1 };
  }
}

/** Gives the node at `pointer` and all nodes below it the places of the same nodes below `fromPointer`. */
export function copyPlaces(
  value: unknown,
  from: ReadonlyMap<string, Location>,
  fromPointer: string,
  places: Places,
  pointer: string,
): void {
  places.set(pointer, findPlace(from, fromPointer));
  forEachMember(value, (member, key) => {
    copyPlaces(member, from, `${fromPointer}/${key}`, places, `${pointer}/${key}`);
  });
}

/** Forgets the places of the node at `pointer` and of all nodes below it. */
export function forgetPlaces(value: unknown, places: Places, pointer: string): void {
  places.delete(pointer);
  forEachMember(value, (member, key) => forgetPlaces(member, places, `${pointer}/${key}`));
}

/** Calls `visit` with each member of an object or array and its escaped pointer token. */
export function forEachMember(value: unknown, visit: (member: unknown, token: string, key: string) => void): void {
  if (value === null || typeof value !== 'object') return;
  for (const [key, member] of Object.entries(value)) {
    visit(member, key.replaceAll('~', '~0').replaceAll('/', '~1'), key);
  }
}

/** A file as it is shown to the user: relative to `cwd` when it lies below it. */
export function toShownFile(file: string, cwd: string): string {
  if (!isAbsolute(file)) return file;
  const shown = relative(cwd, file);
  return shown === '' || shown === '..' || shown.startsWith(`..${sep}`) || isAbsolute(shown) ? file : shown;
}

/**
 * A place as editors and terminals understand it.
 * @returns `file:line:column`, the file relative to `cwd` when it lies below it
 */
export function formatPlace(place: Location, cwd: string = process.cwd()): string {
  return `${toShownFile(place.file, cwd)}:${place.line}:${place.column}`;
}
