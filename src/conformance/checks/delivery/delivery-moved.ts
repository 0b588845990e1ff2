import { waitFor } from '../../inbound/bench.ts';
import { deliver, expectDelivery, findDeliveries, setOff } from '../../inbound/deliver.ts';
import { alter, withSubscriber } from '../../inbound/subscriber.ts';
import { toIntruder } from '../../inbound/watch.ts';
import { findVariant } from '../../variants.ts';
import { rulePointer } from '../behaviour-cases.ts';
import { defineDeliveryCheck } from './delivery-cases.ts';

/** After its URL was changed an endpoint gets its deliveries there, and none at the old one. */
export const deliveryMoved = defineDeliveryCheck({
  name: 'delivery-moved',
  title: (resource) => `sends to the new URL of a ${resource.name} after a change`,
  applies: ({ resource, variants }) => findVariant(variants, resource, 'update') !== undefined,
  async run(run, bench) {
    const { resource, postbox } = bench;
    await withSubscriber(run, bench, undefined, async (subscriber) => {
      // A sender may keep the URL that it has used once.
      await deliver(run, bench, subscriber);
      const old = { inbox: subscriber.inbox };
      const inbox = postbox.open();
      inbox.subscriber = subscriber;
      await alter(run, subscriber, { [resource.subscriber!.url]: inbox.url });
      subscriber.inbox = inbox;
      const { cause, done } = setOff(run, bench, subscriber);
      await done;
      const stray = (): ReturnType<typeof findDeliveries>[0] | undefined => findDeliveries(old, cause)[0];
      const isThere = (): boolean => stray() !== undefined || findDeliveries(subscriber, cause).length > 0;
      await waitFor(bench, isThere, bench.maxWaitMs, `the delivery of ${cause.event}`);
      const delivery = stray();
      if (!delivery) return void (await expectDelivery(run, bench, subscriber, cause));
      const message = `${cause.event} came to the URL that the ${resource.name} had before it was changed.`;
      const contractPointer = rulePointer(resource, 'subscriber');
      run.report(toIntruder(delivery, { code: 'OldUrlDelivered', message, contractPointer, key: 'moved' }));
    });
  },
});
