import { toMilliseconds } from '../../../contract/duration.ts';
import { reportSlow } from '../expect.ts';
import type { ReceiverCheck, SentDelivery } from '../receiver-check.ts';

/** Deliveries that are measured. */
const SAMPLES = 5;

/** Good deliveries are answered within the time that the contract gives a receiver. */
export const answerTime: ReceiverCheck = {
  name: 'answer-time',
  phase: 'deliveries',
  plan: () => [
    {
      id: 'answer-time',
      title: 'answers within the time of the contract',
      async run(run) {
        let slowest: SentDelivery | undefined;
        for (let sample = 0; sample < SAMPLES; sample += 1) {
          // oxlint-disable-next-line no-await-in-loop -- one after the other, so that none waits for another
          const sent = await run.send(run.good());
          if (sent.durationMs > (slowest?.durationMs ?? -1)) slowest = sent;
          if (sent.failure) break;
        }
        if (!slowest) return;
        const isLate = slowest.durationMs > toMilliseconds(run.policy.timeout) || slowest.failure?.kind === 'timeout';
        if (isLate) reportSlow(run, slowest, 'a good delivery');
      },
    },
  ],
};
