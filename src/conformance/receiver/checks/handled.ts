import { Skip } from '../../case.ts';
import { measure, whyNoEffects, whyNoId } from '../effect-cases.ts';
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
        // Where nothing in it changes, a delivery may pass for one that came before.
        if (growth < 1 && whyNoId(plan) !== undefined) throw new Skip(whyNoId(plan));
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
