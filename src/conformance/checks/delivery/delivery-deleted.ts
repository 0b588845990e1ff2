import { type CaseRun, Skip } from '../../case.ts';
import type { Bench } from '../../inbound/bench.ts';
import { deliver, obtainMain } from '../../inbound/deliver.ts';
import type { Delivery } from '../../inbound/postbox.ts';
import { withSubscriber } from '../../inbound/subscriber.ts';
import { fail, provokeInVain, toIntruder, watchFor } from '../../inbound/watch.ts';
import { isSuccess } from '../../exchange.ts';
import { remove } from '../../resources.ts';
import { findVariant } from '../../variants.ts';
import { canSeeRetry, firstRetry } from './delivery-inactive.ts';
import { defineDeliveryCheck, eventOf } from './delivery-cases.ts';

/** An endpoint that was deleted gets neither events nor retries. */
export const deliveryDeleted = defineDeliveryCheck({
  name: 'delivery-deleted',
  title: (resource) => `sends nothing to a ${resource.name} that was deleted`,
  applies: ({ resource, variants }) => findVariant(variants, resource, 'delete') !== undefined,
  async run(run, bench) {
    if (bench.options.trigger === undefined) throw new Skip('nothing can be tested any more; give --trigger');
    const main = await obtainMain(run, bench);
    await withSubscriber(run, bench, undefined, async (subscriber) => {
      const isRetried = canSeeRetry(bench);
      const { cause } = await (isRetried ? fail(run, bench, subscriber) : deliver(run, bench, subscriber));
      const deleted = await remove(run, subscriber.owned);
      if (!deleted || !isSuccess(deleted)) throw new Skip('it could not be deleted');
      const retry =
        isRetried &&
        (await watchFor(bench, subscriber, { cause: cause!, attempt: 2, milliseconds: firstRetry(bench) }));
      if (retry) return report(run, bench, retry, 'was tried again');
      const delivery = await provokeInVain(run, bench, { silent: subscriber, control: main }, {});
      if (delivery) report(run, bench, delivery, 'came');
    });
  },
});

function report(run: CaseRun, { resource }: Bench, delivery: Delivery, what: string): void {
  const message = `${eventOf(delivery)} ${what} after the ${resource.name} was deleted.`;
  const contractPointer = findVariant(run.variants, resource, 'delete')!.operation.pointer;
  run.report(toIntruder(delivery, { code: 'DeletedEndpointDelivered', message, contractPointer, key: 'deleted' }));
}
