/** Small comparisons of what the vocabulary says. */
import { isDeepStrictEqual } from 'node:util';
import { toMilliseconds } from '../../../../contract/duration.ts';

/** A value without the evidence for it, at any depth: better evidence is no change. */
export function withoutEvidence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEvidence);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).filter(([key]) => key !== 'evidence' && key !== 'x-evidence');
  return Object.fromEntries(members.map(([key, member]) => [key, withoutEvidence(member)]));
}

/** Whether two values say the same. */
export function isSame(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(withoutEvidence(a), withoutEvidence(b));
}

/** Milliseconds of a duration; absent or unreadable counts as none. */
export function lengthOf(duration: string | undefined): number {
  if (duration === undefined) return 0;
  try {
    return toMilliseconds(duration);
  } catch {
    return 0;
  }
}

/** The members of the first list that the second has not. */
export function minus<T>(list: readonly T[], other: readonly T[]): T[] {
  return list.filter((entry) => !other.some((candidate) => isSame(entry, candidate)));
}

/** A short form for sentences. */
export function show(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(withoutEvidence(value)) ?? 'nothing');
}
