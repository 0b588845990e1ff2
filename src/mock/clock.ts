/** The clock of a mock: real time until somebody moves or stops it. Quotas and expiry read it; timers do not. */

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
}

/** Creates a clock over real time. @param real milliseconds since 1970; default `Date.now` */
export function createMockClock(real: () => number = Date.now): MockClock {
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
  };
}
