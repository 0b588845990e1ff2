/** All pointers into a value, its own first. */
import { forEachMember } from '../../../src/contract/source/place.ts';

/** Pointers of a value and of everything in it, parents first. */
export function pointersOf(value: unknown, pointer = ''): string[] {
  const pointers = [pointer];
  forEachMember(value, (member, token) => pointers.push(...pointersOf(member, `${pointer}/${token}`)));
  return pointers;
}
