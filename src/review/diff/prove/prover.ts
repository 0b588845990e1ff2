/** What the rules of the proof know of each other. */
import type { Json } from '../../../contract/types.ts';
import type { Conjunction } from './conjunction.ts';
import type { Node } from './world.ts';

/** Proves that one schema accepts all that another accepts. `false` says that no proof was found, not that there is none. */
export interface Prover {
  /** For the same value. */
  implies(writer: Conjunction, reader: Conjunction): boolean;
  /** For a part of it: a member or an item. A schema may come back to itself this way only. */
  impliesPart(writer: Conjunction, reader: Conjunction): boolean;
  /** One keyword of a reader's schema; `reader` is all that holds together with it. */
  impliesKeyword(writer: Conjunction, node: Node, keyword: string, reader: Conjunction): boolean;
  /** Whether no value fits. */
  isEmpty(whole: Conjunction): boolean;
  /**
   * Proves for all values, not only for those that a writer sends: a writer sends no member that its own version does not
   * know. Needed wherever the sides are exchanged, as under `not`. Of an exact prover: itself.
   */
  readonly exact: Prover;
}

/** One keyword of the reader to be proved. */
export interface Goal {
  readonly prover: Prover;
  readonly writer: Conjunction;
  readonly reader: Conjunction;
  readonly node: Node;
  readonly wanted: Json;
}

/** Proves one keyword, from what the writer's schemas say, without taking its unions apart. */
export type Rule = (goal: Goal) => boolean;
