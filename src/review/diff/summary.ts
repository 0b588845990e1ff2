/** Counts changes. */
import type { Change, DiffSummary } from './change.ts';

/** How many changes there are of each level; those that are approved are counted there alone. */
export function countChanges(changes: readonly Change[]): DiffSummary {
  const count = { breaking: 0, warning: 0, info: 0, refuted: 0, approved: 0 };
  for (const { level, approved } of changes) count[approved === undefined ? level : 'approved'] += 1;
  return count;
}
