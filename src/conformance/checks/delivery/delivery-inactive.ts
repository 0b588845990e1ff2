import { type CaseRun, Skip } from '../../case.ts';
import type { Bench } from '../../inbound/bench.ts';
import { deliver, obtainMain } from '../../inbound/deliver.ts';
import type { Delivery } from '../../inbound/postbox.ts';
import { toWindow } from '../../inbound/schedule.ts';
import { alter, withSubscriber } from '../../inbound/subscriber.ts';
import { fail, provokeInVain, toIntruder, watchFor } from '../../inbound/watch.ts';
import { findVariant } from '../../variants.ts';
import { rulePointer } from '../behaviour-cases.ts';
import { defineDeliveryCheck, eventOf } from './delivery-cases.ts';

/** An endpoint that is switched off gets neither events nor retries, and again events when it is switched on. */
export const deliveryInactive = defineDeliveryCheck({
  name: 'delivery-inactive',
  title: (resource) => `sends nothing to a ${resource.name} that is switched off`,
  applies: ({ resource, variants }) =>
    resource.subscriber!.active !== undefined && findVariant(variants, resource, 'update') !== undefined,
  async run(run, bench) {
    const { active } = bench.resource.subscriber!;
    // Whether a test is sent to an endpoint that is switched off is for the provider to say.
    if (bench.options.trigger === undefined) throw new Skip('a test may be sent all the same; give --trigger');
    const main = await obtainMain(run, bench);
    await withSubscriber(run, bench, undefined, async (subscriber) => {
      const isRetried = canSeeRetry(bench);
      const { cause } = await (isRetried ? fail(run, bench, subscriber) : deliver(run, bench, subscriber));
      await alter(run, subscriber, { [active!]: false });
      const retry =
        isRetried &&
        (await watchFor(bench, subscriber, { cause: cause!, attempt: 2, milliseconds: firstRetry(bench) }));
      if (retry) return report(run, bench, retry, 'was tried again');
      const delivery = await provokeInVain(run, bench, { silent: subscriber, control: main }, {});
      if (delivery) return report(run, bench, delivery, 'came');
      await alter(run, subscriber, { [active!]: true });
      await deliver(run, bench, subscriber);
    });
  },
});

function report(run: CaseRun, { resource }: Bench, delivery: Delivery, what: string): void {
  const message = `${eventOf(delivery)} ${what} although the ${resource.name} was switched off.`;
  const contractPointer = rulePointer(resource, 'subscriber');
  run.report(toIntruder(delivery, { code: 'InactiveEndpointDelivered', message, contractPointer, key: 'inactive' }));
}

/** Whether a retry that must not come could be seen if it came. */
export function canSeeRetry(bench: Bench): boolean {
  const { policy, options, maxWaitMs } = bench;
  if (policy.retries.length === 0 || options.trigger === undefined) return false;
  return options.clockUrl !== undefined || firstRetry(bench) <= maxWaitMs;
}

/** Milliseconds within which a first retry comes. */
export function firstRetry({ policy }: Bench): number {
  return toWindow(policy, 0).to;
}
