/** Explains at once. */
import { toExplanation } from './explain-steps.ts';
import type { ExplainOptions, Explanation } from './explanation.ts';
import { performNow } from './work-now.ts';
import { run } from './work.ts';

/**
 * Says why a delivery verifies or not. For developers: an answer to a sender must not hold it.
 * @example explain({ scheme, secrets, body, headers }).cause
 */
export function explain(options: ExplainOptions): Explanation {
  return run(toExplanation(options), performNow);
}
