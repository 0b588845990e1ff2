import { judgeAccepted } from '../expect.ts';
import type { ReceiverCheck } from '../receiver-check.ts';

/** Deliveries at once. */
const COUNT = 10;

/** Deliveries that arrive at once are all accepted. */
export const burst: ReceiverCheck = {
  name: 'burst',
  phase: 'connection',
  plan: () => [
    {
      id: 'burst',
      title: `accepts ${COUNT} deliveries at once`,
      async run(run) {
        const sent = await Promise.all(Array.from({ length: COUNT }, () => run.send(run.good())));
        for (const result of sent) {
          const wish = { code: 'BurstRefused', what: `one of ${COUNT} deliveries that arrived at once` } as const;
          if (!judgeAccepted(run, result, wish)) return;
        }
      },
    },
  ],
};
