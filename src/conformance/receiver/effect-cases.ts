/** What the checks of effects share. */
import { findIdPlace } from '../../contract/identify-event.ts';
import type { Effects } from './effects.ts';
import type { ReceiverPlan, ReceiverRun } from './receiver-check.ts';

/** Why effects cannot be judged. */
export function whyNoEffects({ options }: Pick<ReceiverPlan, 'options'>): string | undefined {
  return options.effects ? undefined : 'needs --effects: how many deliveries the receiver has handled';
}

/** Why nobody can tell a copy from another delivery. */
export function whyNoId({ contract }: Pick<ReceiverPlan, 'contract'>): string | undefined {
  return findIdPlace(contract) ? undefined : 'the contract gives deliveries no id that stays the same';
}

/** How much the number of effects grows. @param least how much of it is waited for */
export function measure(run: ReceiverRun, least: number, act: () => Promise<unknown>): Promise<number> {
  return (run.effects as Effects).measure(least, act);
}
