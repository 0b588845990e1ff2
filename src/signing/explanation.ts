/** What `explain` takes and answers. */
import type { Cause } from './cause.ts';
import type { Verdict } from './verdict.ts';
import type { VerifyOptions } from './verify-steps.ts';

/** Input of `explain`. */
export interface ExplainOptions extends VerifyOptions {
  /** Secrets that are not accepted, but may have signed: the previous one, that of another endpoint. */
  readonly otherSecrets?: readonly string[] | undefined;
}

/** Why a delivery verifies or not. No text in it holds a secret, or a signature that was not received. */
export interface Explanation {
  /** What `verify` says. */
  readonly verdict: Verdict;
  /** Name of the cause; absent where there is nothing to say. */
  readonly cause?: Cause;
  /** Whether a signature proves it: the delivery verifies once this one thing is changed. Else it is the likeliest cause. */
  readonly isProved: boolean;
  /** One sentence: what is the case, without a full stop. */
  readonly message: string;
  /** What to do, where there is a cause. */
  readonly advice?: string;
  /** The bytes over which the signature should be; absent where a part of them is missing. */
  readonly signedContent?: Uint8Array;
  /** The same for human eyes: unseen characters as escapes, secrets as `[secret]`. */
  readonly shownContent?: string;
  /** The bytes over which it is, where that is known. */
  readonly rightContent?: Uint8Array;
  readonly shownRightContent?: string;
  /** How many changes of which kind were tried. */
  readonly tried: readonly { readonly cause: Cause; readonly count: number }[];
}
