import type { CaseRun } from '../../case.ts';
import { type Bench } from '../../inbound/bench.ts';
import { deliver, obtainMain } from '../../inbound/deliver.ts';
import { findDisagreements, toFacts } from '../../inbound/attempt-facts.ts';
import type { Delivery } from '../../inbound/postbox.ts';
import { findLog, findLogRow } from '../../inbound/read-log.ts';
import { withSubscriber } from '../../inbound/subscriber.ts';
import { nameOf } from '../../exchange.ts';
import { showValue } from '../../received.ts';
import { Skip } from '../../case.ts';
import { defineDeliveryCheck } from './delivery-cases.ts';

/** The provider's list of deliveries has what was sent, and says what came of it. */
export const deliveryLog = defineDeliveryCheck({
  name: 'delivery-log',
  title: () => 'lists each delivery with what came of it',
  applies: ({ variants }) => findLog(variants) !== undefined,
  async run(run, bench) {
    const main = await obtainMain(run, bench);
    await compare(run, await deliver(run, bench, main), 'success');
    if (run.faults.length > 0) return;
    await withSubscriber(run, bench, undefined, async (subscriber) => {
      subscriber.inbox.reply = ({ attempt }) => ({ status: attempt === 1 ? 500 : 200 });
      await compare(run, await deliver(run, bench, subscriber), toFailure(bench));
    });
  },
});

/** A test that is answered at once is not tried again. */
function toFailure({ policy, options }: Bench): string {
  return policy.retries.length > 0 && options.trigger !== undefined ? 'retry' : 'dead';
}

async function compare(run: CaseRun, delivery: Delivery, outcome: string): Promise<void> {
  const facts = toFacts(run, delivery, outcome);
  const { operation } = findLog(run.variants)!;
  const view = operation.view!;
  const contractPointer = `${operation.pointer}/x-view`;
  const event = delivery.cause!.event;
  const found = await findLogRow(run, delivery.subscriber!, facts);
  if (!found) throw new Skip('the list of deliveries could not be read');
  const { exchange } = found;
  if (found.row === undefined) {
    const message = `${nameOf(operation)} does not list ${event}, which came.`;
    run.report({ code: 'DeliveryLogMissing', message, contractPointer, exchange, received: 'no row', key: 'missing' });
    return;
  }
  const [wrong] = findDisagreements(view.row as Readonly<Record<string, unknown>>, found.row, facts);
  if (!wrong) return;
  run.report({
    code: 'DeliveryLogWrong',
    message: `${nameOf(operation)} shows ${showValue(wrong.shown)} at ${wrong.at} of ${event}, which was answered with ${delivery.arrival.status}.`,
    contractPointer: `${contractPointer}/row`,
    exchange,
    responsePointer: found.at + wrong.at,
    expected: showValue(wrong.expected),
    received: showValue(wrong.shown),
    key: wrong.at,
  });
}
