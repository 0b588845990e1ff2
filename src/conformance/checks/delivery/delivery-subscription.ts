import { alter, listSubscribable, withSubscriber } from '../../inbound/subscriber.ts';
import { Skip } from '../../case.ts';
import { deliver, obtainMain } from '../../inbound/deliver.ts';
import { provokeInVain, toIntruder } from '../../inbound/watch.ts';
import { rulePointer } from '../behaviour-cases.ts';
import { defineDeliveryCheck } from './delivery-cases.ts';

/** An endpoint gets the events that it has subscribed to, and no others, also after it has changed its mind. */
export const deliverySubscription = defineDeliveryCheck({
  name: 'delivery-subscription',
  title: (resource) => `sends a ${resource.name} the events that it has subscribed to alone`,
  applies: ({ contract, resource }) =>
    resource.subscriber!.events !== undefined && listSubscribable(contract).length > 1,
  async run(run, bench) {
    const { events } = bench.resource.subscriber!;
    const [wanted, other] = listSubscribable(run.contract) as [string, string];
    const triggered = 'only a trigger can set off an event that an endpoint has not subscribed to';
    if (bench.options.trigger === undefined) throw new Skip(`${triggered}; give --trigger`);
    const main = await obtainMain(run, bench);
    await withSubscriber(run, bench, [wanted], async (subscriber) => {
      const expectNone = async (event: string, subscribed: string): Promise<void> => {
        const delivery = await provokeInVain(
          run,
          bench,
          { silent: subscriber, control: main, allowed: subscribed },
          { event },
        );
        if (!delivery) return;
        const message = `${event} came to a ${bench.resource.name} that has subscribed to ${subscribed} alone.`;
        const contractPointer = rulePointer(bench.resource, 'subscriber');
        run.report(
          toIntruder(delivery, { code: 'UnsubscribedEventDelivered', message, contractPointer, key: 'events' }),
        );
      };
      await deliver(run, bench, subscriber, { event: wanted });
      await expectNone(other, wanted);
      await alter(run, subscriber, { [events!]: [other] });
      await expectNone(wanted, other);
      if (run.faults.length === 0) await deliver(run, bench, subscriber, { event: other });
    });
  },
});
