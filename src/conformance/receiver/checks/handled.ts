import { measure, whyNoEffects } from '../effect-cases.ts';
import type { ReceiverCheck, SentDelivery } from '../receiver-check.ts';

/** A good delivery has its effect, once. */
export const handled: ReceiverCheck = {
  name: 'handled',
  phase: 'effects',
  plan: (plan) => [
    {
      id: 'handled',
      title: 'handles a good delivery once',
      skip: whyNoEffects(plan),
      async run(run) {
        let sent: SentDelivery | undefined;
        const growth = await measure(run, 1, async () => {
          sent = await run.send(run.good());
        });
        if (growth === 1) return;
        run.report({
          code: growth < 1 ? 'DeliveryNotHandled' : 'DeliveryHandledTwice',
          message: `A good delivery had ${growth} effects.`,
          expected: 'one effect',
          received: `${growth} effects`,
          exchange: sent!,
          event: run.event.name,
        });
      },
    },
  ],
};
