/** Compares what was reported with what a label expects. */
import type { Change, DiffReport, Level, Policy } from '../../../../src/report/diff-report.ts';
import type { ExpectedLevel, Label } from './label.ts';

const RANKS: Readonly<Record<ExpectedLevel | Level, number>> = {
  breaking: 3,
  warning: 2,
  info: 1,
  quiet: 1,
  none: 0,
  refuted: 0,
};

/** What differs from the label, one sentence each. */
export function checkLabel({ changes }: DiffReport, label: Label, policy: Policy): string[] {
  const expected = label.level[policy];
  const worst = toWorst(changes);
  const isMet = expected === 'quiet' ? RANKS[worst] <= RANKS.info : worst === expected;
  if (!isMet) return [`${worst} instead of ${expected}: ${changes.map(toShort).join('; ') || 'no change'}`];
  const breaking = changes.filter(({ level }) => level === 'breaking');
  const [least, most] = label.count;
  const wrong: string[] = [];
  if (expected === 'breaking' && (breaking.length < least || breaking.length > most)) {
    wrong.push(`${breaking.length} breaking changes: ${breaking.map(toShort).join('; ')}`);
  }
  for (const change of breaking) {
    const { affected, direction } = label;
    if (affected !== undefined && change.affected !== affected)
      wrong.push(`${toShort(change)} breaks ${change.affected}`);
    if (direction !== undefined && change.direction !== direction)
      wrong.push(`${toShort(change)} is a ${change.direction}`);
    const proof = change.proof.verdict === 'proven' ? change.proof.by.kind : change.proof.verdict;
    if (label.proof !== undefined && proof !== label.proof) wrong.push(`${toShort(change)} has ${proof}`);
  }
  return wrong;
}

/** The worst level that a report has, refuted changes aside. */
export function toWorst(changes: readonly Change[]): Exclude<Level, 'refuted'> | 'none' {
  const levels = (['breaking', 'warning', 'info'] as const).filter((level) =>
    changes.some((change) => change.level === level),
  );
  return levels[0] ?? 'none';
}

function toShort({ rule, level, places }: Change): string {
  return `${level} ${rule} (${places[0] ?? ''})`;
}
