/** Which nodes an overlay action has set, found by comparing the document before and after it. */
import { getAt } from './pointer.ts';
import { forEachMember } from './source/place.ts';
import type { Draft } from './overlay.ts';
import type { Json, Location } from './types.ts';
import { isObject } from './value.ts';

/**
 * Gives every node that an update has set the place it has in the overlay; all others keep theirs.
 * @param pointer the updated node, as it is now
 * @param before its value before the action
 * @param update the value that was merged into it
 * @param origin place of a node of the update, by its pointer below the update
 */
export function traceUpdate(
  draft: Draft,
  pointer: string,
  before: unknown,
  update: Json,
  origin: (below: string) => Location,
): void {
  compare(draft, pointer, before, getAt(draft.value, pointer), update, origin, '');
}

function compare(
  draft: Draft,
  pointer: string,
  before: unknown,
  after: unknown,
  update: Json,
  origin: (below: string) => Location,
  below: string,
): void {
  const again = (token: string, was: unknown, is: unknown, value: Json, from: string): void =>
    compare(draft, `${pointer}/${token}`, was, is, value, origin, `${below}/${from}`);
  if (isObject(before) && isObject(after) && isObject(update)) {
    forEachMember(update, (value, token, key) => again(token, before[key], after[key], value as Json, token));
  } else if (Array.isArray(before) && Array.isArray(after) && Array.isArray(update)) {
    // The library appends, but merges a parameter into the one of the same name and place.
    const slots: unknown[] = [...before];
    for (const [index, item] of update.entries()) {
      const same = slots.findIndex((candidate) => isSameParameter(candidate, item));
      const slot = same === -1 ? slots.push(item) - 1 : same;
      again(String(slot), before[slot], after[slot], item as Json, String(index));
    }
  } else {
    draft.places.graft(pointer, (rest) => origin(below + rest));
  }
}

function isSameParameter(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b) || !b['name'] || !b['in']) return false;
  return a['name'] === b['name'] && a['in'] === b['in'];
}
