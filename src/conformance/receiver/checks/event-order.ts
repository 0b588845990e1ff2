import { expectAccepted } from '../expect.ts';
import type { ReceiverCheck } from '../receiver-check.ts';

/** Deliveries in a row. */
const COUNT = 4;
/** Milliseconds between the events. */
const STEP = 1000;

/** Events arrive in any order; one that is older than the last one is welcome too. */
export const eventOrder: ReceiverCheck = {
  name: 'event-order',
  phase: 'deliveries',
  plan: () => [
    {
      id: 'event-order',
      title: 'accepts events that arrive in another order than they happened',
      async run(run) {
        const names = run.events.map(({ name }) => name).filter((name) => run.accepted.has(name));
        const now = run.now();
        const made = Array.from({ length: COUNT }, (_, index) =>
          run.build({ event: names[index % names.length]!, time: now - (COUNT - index) * STEP }),
        );
        for (const built of made.toReversed()) {
          const wish = { code: 'OutOfOrderRefused', what: 'an event that is older than the one before' } as const;
          // oxlint-disable-next-line no-await-in-loop -- their order is what is tried
          if (!(await expectAccepted(run, run.sign(built, { time: run.now() }), wish))) return;
        }
      },
    },
  ],
};
