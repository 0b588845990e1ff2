import { expectAccepted } from '../expect.ts';
import type { ReceiverCheck } from '../receiver-check.ts';

/** Every event of the contract, as its example shows it, is accepted. */
export const goodDelivery: ReceiverCheck = {
  name: 'good-delivery',
  phase: 'deliveries',
  plan: ({ events }) =>
    events.map((event) => ({
      id: `good-delivery ${event.name}`,
      title: `accepts ${event.name}`,
      event: event.name,
      async run(run) {
        const delivery = run.good({ event: event.name });
        const isAccepted = await expectAccepted(run, delivery, {
          code: 'GoodDeliveryRefused',
          what: `a good delivery of ${event.name}`,
          contractPointer: event.pointer,
          restsOn: [
            ...(run.scheme ? ['/x-webhook-signature', '/x-webhook-signature/secret'] : []),
            ...(event.body ? [event.body.pointer] : []),
          ],
        });
        if (isAccepted) run.accept(event.name);
      },
    })),
};
