import { settleMs } from '../../inbound/bench.ts';
import { deliver } from '../../inbound/deliver.ts';
import { withSubscriber } from '../../inbound/subscriber.ts';
import { toIntruder } from '../../inbound/watch.ts';
import { defineDeliveryCheck } from './delivery-cases.ts';

/** One that makes a GET of a POST, and one that keeps what is sent. */
const STATUSES = [302, 307];

/** A redirect is an answer like others and not followed: the sender could be led to any address. */
export const deliveryRedirect = defineDeliveryCheck({
  name: 'delivery-redirect',
  title: () => 'follows no redirect',
  applies: () => true,
  async run(run, bench) {
    for (const status of STATUSES) {
      await withSubscriber(run, bench, undefined, async (subscriber) => {
        const trap = bench.postbox.open();
        subscriber.inbox.reply = ({ attempt }) =>
          attempt === 1 ? { status, headers: { Location: trap.url } } : { status: 200 };
        const { cause } = await deliver(run, bench, subscriber);
        await bench.postbox.wait(() => trap.deliveries.length > 0, settleMs(bench));
        const [followed] = trap.deliveries;
        if (!followed) return;
        run.report(
          toIntruder(followed, {
            code: 'RedirectFollowed',
            message: `The sender of ${cause!.event} followed a ${status} to another URL, with ${followed.arrival.method}.`,
            contractPointer: '/x-webhook-delivery/success',
            key: 'redirect',
          }),
        );
      });
    }
  },
});
