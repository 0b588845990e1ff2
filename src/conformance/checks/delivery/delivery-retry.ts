import { assertWaitable, settleMs } from '../../inbound/bench.ts';
import { findDeliveries } from '../../inbound/deliver.ts';
import { toWindow } from '../../inbound/schedule.ts';
import { withSubscriber } from '../../inbound/subscriber.ts';
import { fail, toIntruder, watchFor } from '../../inbound/watch.ts';
import { defineDeliveryCheck } from './delivery-cases.ts';

/** What is answered with 500 is sent again after the documented delays, and not more often. */
export const deliveryRetry = defineDeliveryCheck({
  name: 'delivery-retry',
  title: () => 'tries again after 500, as often and as late as documented',
  applies: ({ policy }) => policy.retries.length > 0,
  async run(run, bench) {
    const { policy, options, maxWaitMs } = bench;
    assertWaitable(bench, toWindow(policy, 0).to, 'the first retry');
    await withSubscriber(run, bench, undefined, async (subscriber) => {
      const delivery = await fail(run, bench, subscriber, { isLasting: true });
      const cause = delivery.cause!;
      // How long ago the last attempt may have been: a skip of time does not stop at it.
      let since = 0;
      let waited = 0;
      for (const [index, delay] of policy.retries.entries()) {
        const { from, to } = toWindow(policy, index);
        waited += to;
        // The rest of a long schedule needs a clock that can be moved.
        if (options.clockUrl === undefined && waited > maxWaitMs) return;
        const contractPointer = `/x-webhook-delivery/retries/${index}`;
        const attempt = index + 2;
        const early = Math.max(0, from - since);
        const tooEarly = await watchFor(bench, subscriber, { cause, attempt, milliseconds: early });
        if (tooEarly) {
          const message = `Attempt ${attempt} of ${cause.event} came less than ${Math.round(from / 1000)} s after the one before; ${delay} is documented.`;
          run.report({
            code: 'RetryTimeWrong',
            message,
            contractPointer,
            delivery: tooEarly,
            expected: `after ${delay}`,
            received: 'earlier',
            key: 'early',
          });
          return;
        }
        const retry = await watchFor(bench, subscriber, { cause, attempt, milliseconds: to - early });
        if (!retry) {
          const message = `Attempt ${attempt} of ${cause.event} did not come within ${Math.round(to / 1000)} s after 500; ${delay} is documented.`;
          run.report({
            code: 'RetryMissing',
            message,
            contractPointer,
            delivery,
            expected: `another attempt after ${delay}`,
            received: 'none',
            key: 'missing',
          });
          return;
        }
        since = options.clockUrl === undefined ? 0 : to - early;
      }
      const last = toWindow(policy, policy.retries.length - 1).to;
      const tail = options.clockUrl === undefined ? settleMs(bench) : 2 * last;
      const attempt = policy.retries.length + 2;
      const surplus = await watchFor(bench, subscriber, { cause, attempt, milliseconds: tail });
      if (surplus) {
        const message = `${cause.event} was sent ${findDeliveries(subscriber, cause).length} times; ${attempt - 1} attempts are documented.`;
        const contractPointer = '/x-webhook-delivery/retries';
        run.report(toIntruder(surplus, { code: 'RetryUnexpected', message, contractPointer, key: 'surplus' }));
      }
    });
  },
});
