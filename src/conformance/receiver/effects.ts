/** Looks at what a receiver has done: a number that grows by one with every delivery it handles. */
import type { ReceiverRun } from './receiver-check.ts';

/** Counts effects. */
export interface Effects {
  /** The number as it is now. */
  count(): Promise<number>;
  /** Waits until the number has grown by `least`, then as long again as that took, and says by how much it has. */
  growth(before: number, least: number): Promise<number>;
}

/** Milliseconds between two looks. */
const STEP = 25;
/** Milliseconds that follow an effect, for one that should not be. */
const LEAST_WAIT = 150;

/** @param settleMs how long an effect may take */
export function createEffects(
  read: () => number | Promise<number>,
  { pause, now }: Pick<ReceiverRun, 'pause' | 'now'>,
  settleMs: number,
): Effects {
  const count = async (): Promise<number> => Number(await read());
  return {
    count,
    async growth(before, least) {
      const startedAt = now();
      if (least > 0) while ((await count()) < before + least && now() - startedAt < settleMs) await pause(STEP);
      await pause(Math.min(settleMs, Math.max(LEAST_WAIT, now() - startedAt)));
      return (await count()) - before;
    },
  };
}
