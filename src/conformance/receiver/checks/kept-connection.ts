import { judgeAccepted } from '../expect.ts';
import type { ReceiverCheck } from '../receiver-check.ts';

/** A connection that the receiver keeps serves the next delivery too, also after one that was refused. */
export const keptConnection: ReceiverCheck = {
  name: 'kept-connection',
  phase: 'connection',
  plan: () => [
    {
      id: 'kept-connection',
      title: 'accepts several deliveries over one connection',
      async run(run) {
        const made = [run.good(), run.build(), run.good(), run.good()];
        const sent = await run.sendInTurn(made);
        for (const [index, result] of sent.entries()) {
          // The second one is not signed; whether it is refused is asked elsewhere.
          if (index === 1 || !result.isReused) continue;
          const what = 'a delivery over a connection that was used before';
          if (!judgeAccepted(run, result, { code: 'ConnectionBroken', what })) return;
        }
      },
    },
  ],
};
