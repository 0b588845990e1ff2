import { toPolicy } from '../../../contract/delivery-policy.ts';
import { Skip } from '../../case.ts';
import type { Delivery } from '../delivery.ts';
import { measure, whyNoEffects, whyNoId } from '../effect-cases.ts';
import { expectAccepted } from '../expect.ts';
import { readPayload } from '../payloads.ts';
import type { ReceiverCheck, ReceiverRun } from '../receiver-check.ts';

/** Milliseconds between the attempts, as their signatures say. */
const LATER = 5000;

/** A second attempt: the same body under a signature of its own, as a sender that got no answer makes it. */
export const retry: ReceiverCheck = {
  name: 'retry',
  phase: 'effects',
  plan: (plan) => [
    {
      id: 'retry',
      title: 'accepts a delivery that is tried again',
      async run(run) {
        const [first, second] = toAttempts(run);
        const wish = { code: 'RetryRefused', what: 'the second attempt of a delivery' } as const;
        if ((await run.send(first)).response) await expectAccepted(run, second, wish);
      },
    },
    {
      id: 'retry effect',
      title: 'handles a delivery that is tried again once',
      skip: whyNoEffects(plan) ?? whyNoId(plan),
      async run(run) {
        const [first, second] = toAttempts(run);
        const before = await measure(run, 1, () => run.send(first));
        const after = await measure(run, 0, () => run.send(second));
        if (before < 1 || after === 0) return;
        run.report({
          code: 'RetryHandledTwice',
          message: `A delivery that was tried again had ${before + after} effects.`,
          expected: 'one effect',
          received: `${before + after} effects`,
          event: first.event,
        });
      },
    },
  ],
};

/** @throws Skip where a second attempt could not be told from another delivery */
function toAttempts(run: ReceiverRun): [Delivery, Delivery] {
  const time = run.now() - LATER;
  const first = run.good({ time });
  const { stableId } = toPolicy(run.contract);
  const { event, eventId } = first;
  const again = run.build({ event, eventId, time, attempt: 2, ...(stableId && { id: first.id }) });
  const second = run.sign({ ...again, body: first.body }, { time: run.now() });
  if (!readPayload(first)) throw new Skip('the payload is empty');
  return [first, second];
}
