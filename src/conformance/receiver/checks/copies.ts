import { measure, whyNoEffects, whyNoId } from '../effect-cases.ts';
import type { ReceiverCheck } from '../receiver-check.ts';

/** Copies at once. */
const COUNT = 4;

/** Copies of a delivery that arrive at once are handled once. */
export const copies: ReceiverCheck = {
  name: 'copies',
  phase: 'effects',
  plan: (plan) => [
    {
      id: 'copies',
      title: 'handles copies of a delivery that arrive at once, once',
      skip: whyNoEffects(plan) ?? whyNoId(plan),
      async run(run) {
        const delivery = run.good();
        const growth = await measure(run, 1, () =>
          Promise.all(Array.from({ length: COUNT }, () => run.send(delivery))),
        );
        if (growth <= 1) return;
        run.report({
          code: 'CopiesHandledTwice',
          message: `${COUNT} copies of a delivery that arrived at once had ${growth} effects.`,
          expected: 'one effect',
          received: `${growth} effects`,
          event: delivery.event,
        });
      },
    },
  ],
};
