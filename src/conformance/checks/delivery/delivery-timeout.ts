import { toMilliseconds } from '../../../contract/duration.ts';
import type { CaseRun } from '../../case.ts';
import { assertWaitable, type Bench } from '../../inbound/bench.ts';
import { expectDelivery, setOff } from '../../inbound/deliver.ts';
import type { Delivery } from '../../inbound/postbox.ts';
import { toWindow } from '../../inbound/schedule.ts';
import { type Subscriber, withSubscriber } from '../../inbound/subscriber.ts';
import { watchFor } from '../../inbound/watch.ts';
import { defineDeliveryCheck } from './delivery-cases.ts';

/** Part of the documented time after which an answer still has to be taken. */
const IN_TIME = 0.7;

/** A receiver has the documented time to answer; one that takes longer gets the delivery again. */
export const deliveryTimeout = defineDeliveryCheck({
  name: 'delivery-timeout',
  title: () => 'waits for an answer as long as documented, and then tries again',
  applies: ({ contract }) => contract.behaviour.delivery !== undefined,
  async run(run, bench) {
    const { policy } = bench;
    const limit = toMilliseconds(policy.timeout);
    const isRetried = policy.retries.length > 0 && bench.options.trigger !== undefined;
    const holdMs = isRetried ? limit * 1.5 + 1000 : limit * IN_TIME;
    assertWaitable(bench, holdMs, 'an answer that is held back', true);
    if (isRetried) assertWaitable(bench, holdMs + toWindow(policy, 0).to, 'the first retry');
    await withSubscriber(run, bench, undefined, async (subscriber) => {
      const delivery = await hold(run, bench, subscriber, holdMs);
      const { abandoned, heldMs } = delivery.arrival;
      const event = delivery.cause!.event;
      const contractPointer = '/x-webhook-delivery/timeout';
      if (abandoned && heldMs < limit * IN_TIME - 100) {
        run.report({
          code: 'TimeoutTooShort',
          message: `The sender of ${event} hung up after ${seconds(heldMs)} s; a receiver has ${seconds(limit)} s to answer.`,
          contractPointer,
          delivery,
          expected: `to wait for ${seconds(limit)} s`,
          received: `hung up after ${seconds(heldMs)} s`,
        });
        return;
      }
      if (!isRetried) return;
      const { to } = toWindow(policy, 0);
      if (await watchFor(bench, subscriber, { cause: delivery.cause!, attempt: 2, milliseconds: to })) return;
      run.report({
        code: 'RetryMissing',
        message: `${event} was not tried again after an answer that did not come within ${seconds(limit)} s.`,
        contractPointer: '/x-webhook-delivery/retries/0',
        restsOn: [contractPointer],
        delivery,
        expected: `another attempt after ${policy.retries[0]}`,
        received: 'none',
        key: 'missing after a timeout',
      });
    });
  },
});

/** Sets off a delivery whose first attempt is held, and waits until it is over. */
async function hold(run: CaseRun, bench: Bench, subscriber: Subscriber, holdMs: number): Promise<Delivery> {
  subscriber.inbox.reply = ({ attempt }) => ({ status: 200, ...(attempt === 1 && { holdMs }) });
  const { cause, done } = setOff(run, bench, subscriber);
  await Promise.race([done, subscriber.inbox.next()]);
  const delivery = await expectDelivery(run, bench, subscriber, cause);
  await delivery.arrival.ended;
  await done;
  return delivery;
}

function seconds(milliseconds: number): string {
  return String(Math.round(milliseconds / 100) / 10);
}
