import { settleMs } from '../../inbound/bench.ts';
import { findDisagreements, toFacts } from '../../inbound/attempt-facts.ts';
import { expectDelivery, findDeliveries, obtainMain, setOff } from '../../inbound/deliver.ts';
import { findTest } from '../../inbound/reach.ts';
import { withSubscriber } from '../../inbound/subscriber.ts';
import { toIntruder } from '../../inbound/watch.ts';
import { nameOf } from '../../exchange.ts';
import { showValue } from '../../received.ts';
import { defineDeliveryCheck } from './delivery-cases.ts';

/** A test goes to the endpoint that it is asked for alone, and its answer says what came of it. */
export const deliveryTest = defineDeliveryCheck({
  name: 'delivery-test',
  title: (resource) => `sends a test to one ${resource.name} and says what came of it`,
  applies: ({ resource, variants }) => findTest(variants, resource) !== undefined,
  async run(run, bench) {
    const main = await obtainMain(run, bench);
    const { operation } = findTest(run.variants, bench.resource)!;
    const action = operation.action!;
    await withSubscriber(run, bench, undefined, async (subscriber) => {
      for (const status of [200, 500]) {
        subscriber.inbox.reply = ({ attempt }) => ({ status: attempt === 1 ? status : 200 });
        const { cause, done } = setOff(run, bench, subscriber, { test: true });
        const exchange = await done;
        const delivery = await expectDelivery(run, bench, subscriber, cause);
        await bench.postbox.wait(() => findDeliveries(main, cause).length > 0, settleMs(bench));
        const [stray] = findDeliveries(main, cause);
        if (stray) {
          const message = `${nameOf(operation)} sent ${cause.event} to another ${bench.resource.name}, too.`;
          run.report(
            toIntruder(stray, { code: 'TestSentToOthers', message, contractPointer: operation.pointer, key: 'test' }),
          );
          return;
        }
        if (action.mode !== 'sync' || !exchange) return;
        const facts = toFacts(run, delivery, status === 200 ? 'success' : 'dead');
        const [wrong] = findDisagreements(action.fill, exchange.response.json, facts);
        if (!wrong) continue;
        run.report({
          code: 'TestAnswerWrong',
          message: `${nameOf(operation)} says ${showValue(wrong.shown)} at ${wrong.at}; the delivery was answered with ${status}.`,
          contractPointer: `${operation.pointer}/x-action/fill`,
          exchange,
          responsePointer: wrong.at,
          expected: showValue(wrong.expected),
          received: showValue(wrong.shown),
          key: wrong.at,
        });
        return;
      }
    });
  },
});
