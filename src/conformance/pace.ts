/** How fast and how much a run may send, as its user wants it. */
import { Skip } from './case.ts';
import type { Clock } from './clock.ts';

/** What holds requests back. */
export interface Pace {
  /**
   * Waits until the next request may go.
   * @param sent how many have gone already
   * @throws Skip `max-requests` when the rest is kept for the clean-up; `time`; `interrupted`
   */
  admit(
    sent: number,
    sending: { readonly deadline: number; readonly reserve: number; readonly signal: AbortSignal },
  ): Promise<void>;
}

/**
 * @param rate requests per second, evenly spread; undefined: as fast as the server answers
 * @param maxRequests of the whole run; the clean-up, which reserves nothing, is never held up by it
 */
export function createPace(clock: Clock, rate: number | undefined, maxRequests = Infinity): Pace {
  let next = 0;
  return {
    async admit(sent, { deadline, reserve, signal }) {
      if (reserve > 0 && sent + reserve >= maxRequests) throw new Skip('max-requests');
      if (rate === undefined) return;
      const now = clock.now();
      const at = Math.max(now, next);
      if (at > deadline) throw new Skip('time');
      next = at + 1000 / rate;
      if (at === now) return;
      await clock.sleep(at - now, signal).catch(() => {
        throw new Skip('interrupted');
      });
    },
  };
}
