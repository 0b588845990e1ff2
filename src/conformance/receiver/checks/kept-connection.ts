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
        const made = [run.good(), run.good(), run.build(), run.good()];
        for (const [index, result] of (await run.sendInTurn(made)).entries()) {
          // The third one is not signed; how it is refused is asked elsewhere.
          if (!result.isReused || (index === 2 && result.response)) continue;
          const what = 'a delivery over a connection that was used before';
          if (!judgeAccepted(run, result, { code: 'ConnectionBroken', what })) return;
        }
      },
    },
  ],
};
