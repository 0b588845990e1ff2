import { assertWaitable } from '../../inbound/bench.ts';
import { deliver } from '../../inbound/deliver.ts';
import { toWindow } from '../../inbound/schedule.ts';
import { withSubscriber } from '../../inbound/subscriber.ts';
import { watchFor } from '../../inbound/watch.ts';
import { defineDeliveryCheck } from './delivery-cases.ts';

/** Seconds that are asked for beyond the documented delay. */
const BEYOND = 30;

/** A `Retry-After` puts the next attempt off, where the contract says so. */
export const deliveryRetryAfter = defineDeliveryCheck({
  name: 'delivery-retry-after',
  title: () => 'waits as long as Retry-After asks before it tries again',
  applies: ({ policy }) => policy.retryAfter && policy.retries.length > 0,
  async run(run, bench) {
    const { from, to } = toWindow(bench.policy, 0);
    const seconds = Math.ceil(to / 1000) + BEYOND;
    assertWaitable(bench, seconds * 1000 + to, 'a retry after Retry-After');
    await withSubscriber(run, bench, undefined, async (subscriber) => {
      subscriber.inbox.reply = ({ attempt }) =>
        attempt === 1 ? { status: 503, headers: { 'Retry-After': String(seconds) } } : { status: 200 };
      const delivery = await deliver(run, bench, subscriber, {
        triggered: 'what a test operation sends may be sent once',
      });
      const cause = delivery.cause!;
      const contractPointer = '/x-webhook-delivery/retryAfter';
      const milliseconds = seconds * 900;
      const early = await watchFor(bench, subscriber, { cause, attempt: 2, milliseconds });
      const expected = `the next attempt after ${seconds} s`;
      if (early) {
        const message = `${cause.event} was tried again before the ${seconds} s were over that Retry-After had asked for.`;
        run.report({
          code: 'RetryAfterIgnored',
          message,
          contractPointer,
          delivery: early,
          expected,
          received: 'earlier',
        });
        return;
      }
      const rest = seconds * 1000 - milliseconds + to - from;
      if (await watchFor(bench, subscriber, { cause, attempt: 2, milliseconds: rest })) return;
      const message = `${cause.event} was not tried again after the ${seconds} s that Retry-After had asked for.`;
      run.report({
        code: 'RetryMissing',
        message,
        contractPointer,
        delivery,
        expected,
        received: 'none',
        key: 'after',
      });
    });
  },
});
