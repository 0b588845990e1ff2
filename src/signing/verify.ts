/** Verifies at once. */
import type { Verdict, VerifyFailure } from './verdict.ts';
import { toVerdict, type VerifyOptions } from './verify-steps.ts';
import { performNow } from './work-now.ts';
import { run } from './work.ts';

export type { Verdict, VerifyFailure, VerifyOptions };

/**
 * Verifies the signature over the raw body, in constant time, then the age. Never throws for what a sender can cause.
 * @param options `body` must be the bytes as received, never a parsed and re-serialised copy
 */
export function verify(options: VerifyOptions): Verdict {
  return run(toVerdict(options), performNow);
}
