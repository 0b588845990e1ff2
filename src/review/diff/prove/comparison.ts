/** What comparing the schema of a writer with that of a reader gives. */
import type { JsonObject } from '../../../contract/types.ts';
import type { Direction, Side, Witness } from '../change.ts';

/** One schema of one version, and what travels there. */
export interface SchemaSide {
  /** The normalised document. Comparisons share what they learn about it, so pass the same object for all its schemas. */
  readonly document: JsonObject;
  /** JSON pointer of the schema in it. */
  readonly pointer: string;
  readonly side: Side;
  /** `readOnly` members are no part of a request or acknowledgement, `writeOnly` ones none of a response or event. */
  readonly direction: Direction;
  /** Parameters and headers travel as text: a reader that wants text reads the number 5 as "5". Default `json`. */
  readonly wire?: 'json' | 'text';
}

/**
 * `equal`: both say the same. `contained`: proved that the reader accepts all that the writer writes. `broken`: some
 * witness shows that it does not. `undecided`: neither was found.
 */
export type Verdict = 'equal' | 'contained' | 'broken' | 'undecided';

/** What became of the values that a schema accepts, from base to head, as far as the keyword says. */
export type DifferenceKind = 'widened' | 'narrowed' | 'changed' | 'added' | 'removed';

/** One keyword or member that differs. */
export interface SchemaDifference {
  /** JSON pointer of the keyword in the base document; absent where it is not there. */
  readonly basePointer?: string;
  readonly headPointer?: string;
  /** Keyword whose meaning differs, e.g. `enum`; for a member of `required` too. */
  readonly keyword: string;
  /** Where in the value: JSON pointer; `*` stands for any item and for a member that nobody names. */
  readonly at: string;
  /** Member it is about: a name under `required`, `properties`, `dependentRequired`. */
  readonly name?: string;
  /** Branch of a union that only one version has, as people call it. Its kind is `widened` where head has it. */
  readonly form?: string;
  readonly kind: DifferenceKind;
  /** The member came or went: what keywords say of it follows from that. */
  readonly presence?: 'new' | 'gone';
  readonly verdict: Exclude<Verdict, 'equal'>;
  /** There for `broken`: fails for this difference, and where that is possible for it alone. */
  readonly witness?: Witness;
  /**
   * A tolerant reader (client, subscriber, provider that reads an acknowledgement) would let this pass: it ignores a
   * member or an enum value that it does not know. Set for `broken` under the policy `tolerant` only.
   */
  readonly tolerated?: 'member' | 'value';
  /** Why `contained` or `undecided`, as a sentence. */
  readonly reason?: string;
}

/** What differs between the writer's and the reader's schema. */
export interface Comparison {
  /** The worst of the differences: `broken`, then `undecided`, then `contained`; tolerated ones count as `contained`. */
  readonly verdict: Verdict;
  readonly differences: readonly SchemaDifference[];
}
