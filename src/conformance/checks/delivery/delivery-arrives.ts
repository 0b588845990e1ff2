import { getAt } from '../../../contract/pointer.ts';
import { type CaseRun, Skip } from '../../case.ts';
import type { Bench } from '../../inbound/bench.ts';
import { deliver, obtainMain } from '../../inbound/deliver.ts';
import { findTest } from '../../inbound/reach.ts';
import { listSubscribable, type Subscriber } from '../../inbound/subscriber.ts';
import { rulePointer } from '../behaviour-cases.ts';
import { defineFirstCheck } from './delivery-cases.ts';

/** Events that may stay away before the rest is given up: each is waited for. */
const MOST_MISSING = 2;

/** Every event that is set off arrives. */
export const deliveryArrives = defineFirstCheck({
  name: 'delivery-arrives',
  title: (resource) => `delivers each event to the URL of a ${resource.name}`,
  applies: () => true,
  async run(run, bench) {
    const main = await obtainMain(run, bench);
    const failures: Skip[] = [];
    const attempt = async (work: () => Promise<unknown>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        if (!(error instanceof Skip) || bench.signal.aborted || error.message === 'time') throw error;
        failures.push(error);
      }
    };
    if (findTest(run.variants, bench.resource)) await attempt(() => deliver(run, bench, main, { test: true }));
    for (const event of bench.options.trigger === undefined ? [] : listSubscribed(run, main)) {
      if (run.faults.length >= MOST_MISSING) break;
      await attempt(() => deliver(run, bench, main, { event }));
    }
    reportStrays(run, bench);
    if (bench.postbox.deliveries.length === 0 && failures[0]) throw failures[0];
  },
});

/** What the shared endpoint has subscribed to. */
function listSubscribed({ contract }: CaseRun, { resource, owned }: Subscriber): readonly string[] {
  const { events } = resource.subscriber!;
  const sent = events === undefined ? undefined : getAt(owned.sent, events);
  return Array.isArray(sent) ? sent.map(String) : listSubscribable(contract);
}

/** A sender that drops the path reaches nobody's URL. */
function reportStrays(run: CaseRun, { postbox, resource, main }: Bench): void {
  const [stray] = postbox.strays;
  if (!stray || postbox.deliveries.length > 0) return;
  run.report({
    code: 'DeliveryUrlWrong',
    message: `A delivery came to ${stray.target}, and nothing to the URL that was registered.`,
    contractPointer: rulePointer(resource, 'subscriber'),
    expected: main.current?.inbox.url ?? 'the registered URL',
    received: `${stray.method} ${stray.target}`,
    key: 'target',
  });
}
