/** A change of a document that changes nothing for anybody. */
import type { Node } from '../node.ts';
import type { Random } from '../random.ts';

/** One kind of refactor. */
export interface Refactor {
  /** Kebab-case. */
  readonly kind: string;
  /**
   * Changes the document in place.
   * @returns where, for who reads a failure; undefined where the kind does not fit the document, which is then unchanged
   */
  apply(document: Node, random: Random): string | undefined;
}
