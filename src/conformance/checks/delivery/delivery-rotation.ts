import { toMilliseconds } from '../../../contract/duration.ts';
import { getAt } from '../../../contract/pointer.ts';
import { type CaseRun, Skip } from '../../case.ts';
import { assertWaitable, elapse } from '../../inbound/bench.ts';
import { deliver } from '../../inbound/deliver.ts';
import { judgeSignature } from '../../inbound/judge-signature.ts';
import { type Subscriber, withSubscriber } from '../../inbound/subscriber.ts';
import { isSuccess } from '../../exchange.ts';
import { inputFor } from '../../resources.ts';
import { findVariant } from '../../variants.ts';
import { defineDeliveryCheck } from './delivery-cases.ts';

/** After a rotation the new secret signs; the old one too for as long as the contract says. */
export const deliveryRotation = defineDeliveryCheck({
  name: 'delivery-rotation',
  title: (resource) => `signs with the new secret of a ${resource.name} after a rotation`,
  applies: ({ contract, resource, variants }) => {
    const rotate = findVariant(variants, resource, 'rotate');
    return contract.behaviour.signature !== undefined && rotate !== undefined && rotate.reach === undefined;
  },
  async run(run, bench) {
    await withSubscriber(run, bench, undefined, async (subscriber) => {
      // A sender may keep the secret that it has used once.
      await deliver(run, bench, subscriber);
      await rotate(run, subscriber);
      const judge = async (): Promise<void> => {
        const fault = judgeSignature(await deliver(run, bench, subscriber), run);
        if (fault) run.report(fault);
      };
      await judge();
      const { overlap } = bench.resource.secret!;
      if (overlap === undefined) return;
      const milliseconds = toMilliseconds(overlap) + 1000;
      assertWaitable(bench, milliseconds, 'the end of the old secret');
      await elapse(bench, milliseconds);
      await judge();
    });
  },
});

async function rotate(run: CaseRun, subscriber: Subscriber): Promise<void> {
  const { resource, owned } = subscriber;
  const variant = findVariant(run.variants, resource, 'rotate')!;
  const exchange = await run.send({ variant, input: inputFor(run, variant, owned), expect: { kind: 'success' } });
  const secret = getAt(exchange.response.json, variant.spec!.at + resource.secret!.property);
  if (!isSuccess(exchange) || typeof secret !== 'string') throw new Skip('no rotation shows the new secret');
  subscriber.rotate(secret);
}
