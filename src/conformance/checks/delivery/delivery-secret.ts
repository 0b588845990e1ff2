import { settleMs } from '../../inbound/bench.ts';
import { deliver, expectDelivery, findDeliveries, obtainMain } from '../../inbound/deliver.ts';
import { judgeSignature } from '../../inbound/judge-signature.ts';
import { withSubscriber } from '../../inbound/subscriber.ts';
import { toIntruder } from '../../inbound/watch.ts';
import { defineDeliveryCheck } from './delivery-cases.ts';

/** Two endpoints get the same event once each, signed with the secret that each of them has. */
export const deliverySecret = defineDeliveryCheck({
  name: 'delivery-secret',
  title: (resource) => `signs for each ${resource.name} with its own secret`,
  applies: ({ contract, resource }) => contract.behaviour.signature !== undefined && resource.secret !== undefined,
  async run(run, bench) {
    const main = await obtainMain(run, bench);
    await withSubscriber(run, bench, undefined, async (other) => {
      const first = await deliver(run, bench, main);
      const isTriggered = bench.options.trigger !== undefined;
      const second = isTriggered
        ? await expectDelivery(run, bench, other, first.cause!)
        : await deliver(run, bench, other);
      for (const delivery of [first, second]) {
        const fault = judgeSignature(delivery, run);
        if (fault) run.report(fault);
      }
      await bench.postbox.wait(() => false, settleMs(bench));
      for (const subscriber of [main, other]) {
        const [, again] = findDeliveries(subscriber, subscriber === main ? first.cause! : second.cause!);
        if (!again) continue;
        run.report(
          toIntruder(again, {
            code: 'DeliveryRepeated',
            message: `${again.cause!.event} came to the same ${bench.resource.name} twice, although the first was answered with 200.`,
            contractPointer: '/x-webhook-delivery/success',
            key: 'repeated',
          }),
        );
      }
    });
  },
});
