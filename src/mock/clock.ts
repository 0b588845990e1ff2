/** The clock of a mock: real time until somebody moves or stops it. Quotas, expiry and deliveries follow it. */

/** What the clock shows. */
export interface ClockState {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly frozen: boolean;
  /** How far the clock is ahead of real time, in milliseconds. */
  readonly ahead: number;
}

/** A clock that can be steered. Its functions need no `this`. */
export interface MockClock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly read: () => ClockState;
  /** Goes on from an instant; a frozen clock stays frozen there. */
  readonly set: (time: number) => void;
  readonly freeze: () => void;
  /** Goes on from where it was frozen. */
  readonly unfreeze: () => void;
  /** Back to real time. */
  readonly reset: () => void;
  /** Seconds of this clock in a second of the machine; 0 while it is frozen. */
  readonly speed: () => number;
}

/**
 * Creates a clock over real time.
 * @param machine milliseconds since 1970; default `Date.now`
 * @param speed seconds of this clock in a second of the machine; default 1
 */
export function createMockClock(machine: () => number = Date.now, speed = 1): MockClock {
  const start = machine();
  const real = () => (speed === 1 ? machine() : start + (machine() - start) * speed);
  let ahead = 0;
  let frozen: number | undefined;
  const now = () => (frozen === undefined ? real() + ahead : frozen);
  return {
    now,
    read: () => ({ now: now(), frozen: frozen !== undefined, ahead: now() - real() }),
    set(time) {
      if (frozen === undefined) ahead = time - real();
      else frozen = time;
    },
    freeze() {
      frozen ??= now();
    },
    unfreeze() {
      if (frozen === undefined) return;
      ahead = frozen - real();
      frozen = undefined;
    },
    reset() {
      ahead = 0;
      frozen = undefined;
    },
    speed: () => (frozen === undefined ? speed : 0),
  };
}
