/** Watches for what must not come. */
import type { CaseRun, Draft } from '../case.ts';
import { type Bench, elapse, settleMs } from './bench.ts';
import { deliver, findDeliveries, type Wish } from './deliver.ts';
import type { Cause, Delivery } from './postbox.ts';
import type { Subscriber } from './subscriber.ts';

/** Who must not get an event, and who gets it. */
export interface Audience {
  readonly silent: Subscriber;
  readonly control: Subscriber;
  /** An event that the silent one may get, should somebody else set it off. */
  readonly allowed?: string;
}

/**
 * Sets off an event that one endpoint must not get, and another one does, which proves that it was sent.
 * @returns what came all the same
 * @throws Skip when the other one did not get it either
 */
export async function provokeInVain(
  run: CaseRun,
  bench: Bench,
  { silent, control, allowed }: Audience,
  wish: Wish,
): Promise<Delivery | undefined> {
  const { inbox } = silent;
  const before = inbox.deliveries.length;
  await deliver(run, bench, control, wish);
  const find = (): Delivery | undefined =>
    inbox.deliveries.slice(before).find(({ named }) => named === undefined || named !== allowed);
  await bench.postbox.wait(() => find() !== undefined, settleMs(bench));
  return find();
}

/** Lets time pass. @returns the attempt with that number, if it comes */
export async function watchFor(
  bench: Bench,
  subscriber: Subscriber,
  { cause, attempt, milliseconds }: { readonly cause: Cause; readonly attempt: number; readonly milliseconds: number },
): Promise<Delivery | undefined> {
  const find = (): Delivery | undefined => findDeliveries(subscriber, cause)[attempt - 1];
  await elapse(bench, milliseconds, () => find() !== undefined);
  return find();
}

/** Sets off an event whose first delivery fails. @returns it, once it was answered */
export async function fail(
  run: CaseRun,
  bench: Bench,
  subscriber: Subscriber,
  { status = 500, isLasting = false }: { readonly status?: number; readonly isLasting?: boolean } = {},
): Promise<Delivery> {
  subscriber.inbox.reply = ({ attempt }) => ({ status: attempt === 1 || isLasting ? status : 200 });
  return deliver(run, bench, subscriber, { triggered: 'what a test operation sends may be sent once' });
}

/** A fault of something that came and must not have. */
export function toIntruder(delivery: Delivery, draft: Omit<Draft, 'delivery' | 'received' | 'expected'>): Draft {
  const { method, target } = delivery.arrival;
  delivery.unwanted = true;
  return { delivery, expected: 'nothing', received: `${method} ${target.replace(/\?.*$/, '')}`, ...draft };
}
