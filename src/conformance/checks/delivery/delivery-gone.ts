import { assertWaitable } from '../../inbound/bench.ts';
import { deliver, obtainMain } from '../../inbound/deliver.ts';
import { toWindow } from '../../inbound/schedule.ts';
import { withSubscriber } from '../../inbound/subscriber.ts';
import { provokeInVain, toIntruder, watchFor } from '../../inbound/watch.ts';
import { defineDeliveryCheck, eventOf } from './delivery-cases.ts';

/** After a status that says so, such as 410, an endpoint gets nothing any more. */
export const deliveryGone = defineDeliveryCheck({
  name: 'delivery-gone',
  title: (resource) => `sends nothing more to a ${resource.name} that is gone`,
  applies: ({ policy }) => policy.gone.length > 0,
  async run(run, bench) {
    const { policy, resource } = bench;
    const isRetried = policy.retries.length > 0;
    if (isRetried) assertWaitable(bench, toWindow(policy, 0).to, 'a retry');
    const main = await obtainMain(run, bench);
    const [status] = policy.gone as [number];
    await withSubscriber(run, bench, undefined, async (subscriber) => {
      subscriber.inbox.reply = () => ({ status });
      const { cause } = await deliver(run, bench, subscriber, {
        triggered: 'what a test operation sends may be sent to an endpoint that is switched off',
      });
      const again = isRetried
        ? await watchFor(bench, subscriber, { cause: cause!, attempt: 2, milliseconds: toWindow(policy, 0).to })
        : undefined;
      const delivery = again ?? (await provokeInVain(run, bench, { silent: subscriber, control: main }, {}));
      if (!delivery) return;
      const what = again ? 'was tried again' : 'came';
      const message = `${eventOf(delivery)} ${what} after the ${resource.name} had answered ${status}.`;
      const contractPointer = '/x-webhook-delivery/gone';
      run.report(toIntruder(delivery, { code: 'GoneEndpointDelivered', message, contractPointer, key: 'gone' }));
    });
  },
});
