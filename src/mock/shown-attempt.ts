/** A recorded attempt as expressions see it (`$attempt.*`, `$latest.*`). */
import { toIsoSeconds } from '../contract/time.ts';
import type { Attempt } from '../delivery/attempt.ts';

/** The attempt with its times in whole seconds, as every provider shows them; the log itself keeps milliseconds. */
export function toShownAttempt<T extends Attempt>(attempt: T): T {
  const shorten = (time: string) => toIsoSeconds(Date.parse(time));
  return { ...attempt, occurredAt: shorten(attempt.occurredAt), createdAt: shorten(attempt.createdAt) };
}
