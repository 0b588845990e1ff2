/** A member that came or went is one difference, however many keywords speak of it. */
import { toPointer } from '../../contract/pointer.ts';
import type { Side } from './change.ts';
import type { SchemaDifference } from './prove/comparison.ts';

/** Keywords that close an object against members that it does not name. */
const CLOSERS: ReadonlySet<string> = new Set(['additionalProperties', 'unevaluatedProperties']);

/**
 * Joins what was found about one member of one object: that it is gone or new says more than that it is optional or required
 * now, and where its absence breaks somebody, the break has the last word.
 * @param differences of two schemas
 * @param writer the version that writes
 */
export function joinMembers(differences: readonly SchemaDifference[], writer: Side): SchemaDifference[] {
  const members = new Map<string, SchemaDifference[]>();
  for (const difference of differences) {
    const key = keyOf(difference);
    if (key !== undefined) members.set(key, [...(members.get(key) ?? []), difference]);
  }
  return differences.flatMap((difference) => {
    const key = keyOf(difference);
    return key === undefined ? [difference] : joinOne(difference, members.get(key)!, writer);
  });
}

function keyOf({ at, name, keyword }: SchemaDifference): string | undefined {
  const isAboutMember = keyword === 'required' || keyword === 'properties' || CLOSERS.has(keyword);
  return name === undefined || !isAboutMember ? undefined : JSON.stringify([at, name]);
}

function joinOne(difference: SchemaDifference, all: readonly SchemaDifference[], writer: Side): SchemaDifference[] {
  if (isRefused(difference)) return [toMember(difference, writer)];
  const isHarmless = difference.verdict === 'contained';
  if (difference.keyword === 'required') {
    const listed = all.find((one) => one.keyword === 'properties' && isOneCause(one, difference));
    if (isHarmless && (listed !== undefined || all.some(isRefused))) return [];
    return [listed === undefined ? difference : toDemand(difference, listed)];
  }
  const isTold = all.some(
    (one) => one.keyword === 'required' && one.verdict !== 'contained' && isOneCause(one, difference),
  );
  return isTold ? [] : [difference];
}

// What was required without being listed may be listed now and not be required any more: those are two causes.
function isOneCause(one: SchemaDifference, other: SchemaDifference): boolean {
  const presence = presenceOf(one);
  return presence !== undefined && presence === presenceOf(other);
}

function toDemand(difference: SchemaDifference, listed: SchemaDifference): SchemaDifference {
  const { basePointer, headPointer, ...rest } = difference;
  const presence = presenceOf(listed)!;
  const [was, is] = [listed.basePointer ?? basePointer, listed.headPointer ?? headPointer];
  return {
    ...rest,
    presence,
    ...(was !== undefined && presence === 'gone' && { basePointer: was }),
    ...(is !== undefined && presence === 'new' && { headPointer: is }),
  };
}

// The member is what has changed, so its own place is shown, not that of the keyword that refuses it.
function toMember(difference: SchemaDifference, writer: Side): SchemaDifference {
  const { name = '', keyword, basePointer, headPointer } = difference;
  const place = (pointer: string): string =>
    `${pointer.slice(0, pointer.lastIndexOf(`/${keyword}`))}/properties${toPointer([name])}`;
  if (writer === 'base')
    return { ...difference, presence: 'gone', ...(basePointer !== undefined && { basePointer: place(basePointer) }) };
  return { ...difference, presence: 'new', ...(headPointer !== undefined && { headPointer: place(headPointer) }) };
}

/** An object that was closed and still is: the member is what has changed. */
function isRefused({ keyword, kind }: SchemaDifference): boolean {
  return CLOSERS.has(keyword) && kind === 'changed';
}

function presenceOf({ kind }: SchemaDifference): SchemaDifference['presence'] {
  if (kind === 'changed') return undefined;
  return kind === 'added' || kind === 'widened' ? 'new' : 'gone';
}
