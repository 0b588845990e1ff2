import { measure, whyNoEffects, whyNoId } from '../effect-cases.ts';
import type { ReceiverCheck } from '../receiver-check.ts';

/** Deliveries in a row. */
const COUNT = 2;
/** Milliseconds since they happened. */
const EARLIER = 60_000;

/** Two deliveries of the same kind with ids of their own are handled both. */
export const distinctDeliveries: ReceiverCheck = {
  name: 'distinct-deliveries',
  phase: 'effects',
  plan: (plan) => [
    {
      id: 'distinct-deliveries',
      title: 'handles two deliveries that differ in their ids',
      skip: whyNoEffects(plan) ?? whyNoId(plan),
      async run(run) {
        // Of one second, which no other case has, so that nothing but the ids differs.
        const time = run.now() - EARLIER;
        const made = Array.from({ length: COUNT }, () => run.sign(run.build({ time }), { time: run.now() }));
        const growth = await measure(run, COUNT, async () => {
          // oxlint-disable-next-line no-await-in-loop -- at once is another case
          for (const delivery of made) await run.send(delivery);
        });
        if (growth >= COUNT || growth < 1) return;
        run.report({
          code: 'DistinctDeliveryDropped',
          message: `${COUNT} deliveries with ids of their own had ${growth} effect.`,
          expected: `${COUNT} effects`,
          received: `${growth} effect`,
          event: run.event.name,
        });
      },
    },
  ],
};
