/** What a pair is expected to give in one direction, written as words. */
import type { Affected, Direction, Level, Policy } from '../../../../src/report/diff-report.ts';

/** `none`: nothing is reported at all; `quiet`: nothing worse than information. */
export type ExpectedLevel = Exclude<Level, 'refuted'> | 'none' | 'quiet';

/** The expectation for one direction of a pair. */
export interface Label {
  /** The worst level that is reported. */
  readonly level: Readonly<Record<Policy, ExpectedLevel>>;
  /** Of the breaking changes; absent where several are right. */
  readonly affected?: Affected;
  readonly direction?: Direction;
  readonly proof?: 'witness' | 'certificate';
  /** How many breaking changes: least and most. */
  readonly count: readonly [number, number];
}

const LEVELS: readonly string[] = ['breaking', 'warning', 'info', 'none', 'quiet'];
const AFFECTED: readonly string[] = ['client', 'subscriber', 'provider'];
const DIRECTIONS: readonly string[] = ['request', 'response', 'event', 'acknowledgement'];
const PROOFS: readonly string[] = ['witness', 'certificate'];

/**
 * Reads e.g. `breaking/warning subscriber event witness`: the level (where the policies differ: strict/tolerant), who is
 * affected, which direction, and what proves it.
 * @param count breaking changes expected, `1` or `1..3`
 * @throws Error for a word that means nothing
 */
export function toLabel(text: string, count: string | number = 1): Label {
  const [levels = '', ...words] = text.split(' ');
  const [strict, tolerant = strict] = levels.split('/');
  const known = (list: readonly string[]): string | undefined => words.find((word) => list.includes(word));
  for (const level of [strict, tolerant]) if (!LEVELS.includes(level ?? '')) throw new Error(`no level: ${text}`);
  const unknown = words.filter((word) => ![...AFFECTED, ...DIRECTIONS, ...PROOFS].includes(word));
  if (unknown.length > 0) throw new Error(`no label: ${unknown.join(' ')}`);
  const [least = 1, most = least] = String(count).split('..').map(Number);
  const affected = known(AFFECTED);
  const direction = known(DIRECTIONS);
  const proof = known(PROOFS);
  return {
    level: { strict: strict as ExpectedLevel, tolerant: tolerant as ExpectedLevel },
    ...(affected !== undefined && { affected: affected as Affected }),
    ...(direction !== undefined && { direction: direction as Direction }),
    ...(proof !== undefined && { proof: proof as 'witness' | 'certificate' }),
    count: [least, most],
  };
}
