/** The clock of a run whose server may be told to skip time: both then go on from the later moment. */
import type { Clock } from './clock.ts';

/** A clock that can be put forward. */
export interface MovableClock extends Clock {
  /** Milliseconds by which it was put forward so far: nobody waited for them. */
  readonly moved: number;
  move(milliseconds: number): void;
}

/** @param base what goes on by itself */
export function createMovableClock(base: Clock): MovableClock {
  let moved = 0;
  return {
    get moved() {
      return moved;
    },
    now: () => base.now() + moved,
    sleep: (milliseconds, signal) => base.sleep(milliseconds, signal),
    move: (milliseconds) => void (moved += milliseconds),
  };
}
