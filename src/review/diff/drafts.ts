/** Changes before those of one cause are joined. */
import type { Json } from '../../contract/types.ts';
import type { Affected, Change, Direction, Level, Proof, Site } from './change.ts';

/** One change at one place; pointers are those of the normalised documents. */
export interface ChangeDraft {
  readonly rule: string;
  readonly level: Level;
  readonly direction: Direction;
  readonly affected: Affected;
  readonly message: string;
  readonly operations: readonly string[];
  readonly place: string;
  readonly site?: Site;
  readonly base?: string;
  readonly head?: string;
  readonly proof: Proof;
  readonly proposedBy: Change['proposedBy'];
  /** What makes it this change and no other, besides rule and cause. */
  readonly values: readonly Json[];
  /** Pointers of what has changed, of the base and of the head; two drafts with the same are one change. Default: `base`, `head`. */
  readonly cause?: readonly (string | undefined)[];
  /** Whether pointers are those of the loaded documents, not of the normalised ones. */
  readonly isWritten?: boolean;
}
