import { measure, whyNoEffects, whyNoId } from '../effect-cases.ts';
import { expectAccepted } from '../expect.ts';
import type { ReceiverCheck } from '../receiver-check.ts';

/** The same delivery twice, byte for byte, is accepted twice and handled once. */
export const duplicate: ReceiverCheck = {
  name: 'duplicate',
  phase: 'effects',
  plan: (plan) => [
    {
      id: 'duplicate',
      title: 'accepts a delivery that comes twice',
      async run(run) {
        const delivery = run.good();
        const wish = { code: 'DuplicateRefused', what: 'a delivery that came for the second time' } as const;
        if ((await run.send(delivery)).response) await expectAccepted(run, delivery, wish);
      },
    },
    {
      id: 'duplicate effect',
      title: 'handles a delivery that comes twice once',
      skip: whyNoEffects(plan) ?? whyNoId(plan),
      async run(run) {
        const delivery = run.good();
        const first = await measure(run, 1, () => run.send(delivery));
        const second = await measure(run, 0, () => run.send(delivery));
        if (first < 1 || second === 0) return;
        run.report({
          code: 'DuplicateHandledTwice',
          message: `A delivery that came twice, byte for byte, had ${first + second} effects.`,
          expected: 'one effect',
          received: `${first + second} effects`,
          event: delivery.event,
        });
      },
    },
  ],
};
