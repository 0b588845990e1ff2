/** A change of a document that breaks somebody. */
import type { Affected, Direction } from '../../../../../src/report/diff-report.ts';
import type { Node } from '../node.ts';
import type { Random } from '../random.ts';

/** What a break has to be reported as. */
export interface Broken {
  /** Where, for who reads a failure. */
  readonly where: string;
  readonly direction: Direction;
  readonly affected: Affected;
}

/** One kind of break. */
export interface Break {
  /** Kebab-case, direction first. */
  readonly kind: string;
  /** `witness`: a payload shows it; `certificate`: there is none to show. */
  readonly proof: 'witness' | 'certificate';
  /**
   * Changes the document in place.
   * @returns undefined where the kind does not fit the document, which is then unchanged
   */
  apply(document: Node, random: Random): Broken | undefined;
}

export const AFFECTED: Readonly<Record<Direction, Affected>> = {
  request: 'client',
  response: 'client',
  event: 'subscriber',
  acknowledgement: 'provider',
};
