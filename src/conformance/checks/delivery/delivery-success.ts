import { type Bench, elapse, settleMs } from '../../inbound/bench.ts';
import { deliver, findDeliveries, obtainMain } from '../../inbound/deliver.ts';
import type { Delivery } from '../../inbound/postbox.ts';
import { isSuccessful, listSuccesses, toWindow } from '../../inbound/schedule.ts';
import { withSubscriber } from '../../inbound/subscriber.ts';
import { fail, toIntruder, watchFor } from '../../inbound/watch.ts';
import type { CaseRun } from '../../case.ts';
import { defineDeliveryCheck } from './delivery-cases.ts';

/** After an answer that counts as success nothing is sent again. */
export const deliverySuccess = defineDeliveryCheck({
  name: 'delivery-success',
  title: () => 'sends nothing again that was answered with success',
  applies: () => true,
  async run(run, bench) {
    const main = await obtainMain(run, bench);
    try {
      for (const status of listSuccesses(bench.policy)) {
        main.inbox.reply = () => ({ status });
        await deliver(run, bench, main);
      }
      await elapse(bench, toWatch(bench));
    } finally {
      main.inbox.reply = () => ({ status: 200 });
    }
    for (const again of bench.postbox.deliveries.filter(({ cause }) => cause !== undefined)) {
      const before = findDeliveries(again, again.cause!)[again.attempt - 2];
      const status = before?.arrival.status;
      // What comes to an endpoint that is gone has another name.
      const isThere = again.subscriber?.owned.alive === true && !again.unwanted;
      if (isThere && status !== undefined && isSuccessful(bench.policy, status)) report(run, again, status);
    }
    const isQuick = bench.options.clockUrl !== undefined && bench.options.trigger !== undefined;
    if (run.faults.length === 0 && bench.policy.retries.length > 1 && isQuick) await succeedLater(run, bench);
  },
});

/** A retry that succeeds is the last one. */
async function succeedLater(run: CaseRun, bench: Bench): Promise<void> {
  await withSubscriber(run, bench, undefined, async (subscriber) => {
    const { cause } = await fail(run, bench, subscriber);
    const [first, next] = [toWindow(bench.policy, 0), toWindow(bench.policy, 1)];
    // Whether there is a retry at all has a check of its own.
    if (!(await watchFor(bench, subscriber, { cause: cause!, attempt: 2, milliseconds: first.to }))) return;
    const again = await watchFor(bench, subscriber, { cause: cause!, attempt: 3, milliseconds: next.to + first.to });
    if (again) report(run, again, 200);
  });
}

function report(run: CaseRun, again: Delivery, status: number): void {
  run.report(
    toIntruder(again, {
      code: 'DeliveryRepeated',
      message: `${again.cause!.event} came again, although ${status} had been answered.`,
      contractPointer: '/x-webhook-delivery/success',
      key: 'repeated',
    }),
  );
}

/** As long as a first retry takes, where that can be watched. */
function toWatch(bench: Bench): number {
  const { policy, options, maxWaitMs } = bench;
  if (policy.retries.length === 0) return settleMs(bench);
  const { to } = toWindow(policy, 0);
  return options.clockUrl !== undefined || to <= maxWaitMs ? Math.max(to, settleMs(bench)) : settleMs(bench);
}
