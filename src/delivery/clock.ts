/** Where deliveries get their time from. */

/** A clock; `now` is in milliseconds since 1970. */
export interface Clock {
  now(): number;
}

/** A clock that stands still until it is moved. */
export interface ManualClock extends Clock {
  /** Moves the clock forward by milliseconds. */
  advance(milliseconds: number): void;
}

/** The system's clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** Creates a clock for tests. @param start ISO 8601, or milliseconds since 1970 */
export function createManualClock(start: string | number): ManualClock {
  let time = new Date(start).getTime();
  if (Number.isNaN(time)) throw new RangeError(`"${start}" is not a time`);
  return {
    now: () => time,
    advance(milliseconds) {
      time += milliseconds;
    },
  };
}
