/** Looks at what a receiver has done: a number that grows by one with every delivery it handles. */
import type { ReceiverRun } from './receiver-check.ts';

/** Counts effects. */
export interface Effects {
  /** By how much the number grows because of what is done. @param least how much of it is waited for */
  measure(least: number, act: () => Promise<unknown>): Promise<number>;
}

/** Milliseconds between two looks. */
const STEP = 25;
/** Milliseconds without a change after which nothing of earlier deliveries is to come. */
const QUIET = 250;

/** @param settleMs how long an effect may take */
export function createEffects(
  read: () => number | Promise<number>,
  { pause, now }: Pick<ReceiverRun, 'pause' | 'now'>,
  settleMs: number,
): Effects {
  // The longest time that an effect has taken so far.
  let latency = 0;
  const count = async (): Promise<number> => Number(await read());

  /** Waits until the number stands still. */
  async function settle(): Promise<number> {
    const startedAt = now();
    let last = await count();
    let changedAt = now();
    while (now() - changedAt < Math.max(QUIET, latency * 1.5) && now() - startedAt < settleMs * 2) {
      await pause(STEP);
      const next = await count();
      if (next !== last) changedAt = now();
      last = next;
    }
    return last;
  }

  return {
    async measure(least, act) {
      const before = await settle();
      await act();
      const startedAt = now();
      if (least > 0) while ((await count()) < before + least && now() - startedAt < settleMs) await pause(STEP);
      if ((await count()) >= before + least) latency = Math.max(latency, now() - startedAt);
      return (await settle()) - before;
    },
  };
}
