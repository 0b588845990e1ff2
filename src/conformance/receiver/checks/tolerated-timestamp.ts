import { defineAccepted, UNSIGNED_CONTRACT } from '../define.ts';
import { whyNoTolerance } from '../tolerance.ts';

/** Part of the tolerance that is used: clocks differ, and a delivery takes its time. */
const PART = 0.8;

/** A delivery whose age is tolerated is accepted. */
export const toleratedTimestamp = defineAccepted({
  name: 'tolerated-timestamp',
  phase: 'forgeries',
  title: 'accepts a delivery whose age is tolerated',
  code: 'ToleratedTimestampRefused',
  what: 'a delivery whose age is within the tolerance',
  contractPointer: '/x-webhook-signature/timestamp',
  restsOn: ['/x-webhook-signature'],
  skip: ({ scheme }) => (scheme ? whyNoTolerance(scheme) : UNSIGNED_CONTRACT),
  make(run) {
    const milliseconds = run.scheme!.timestamp!.toleranceSeconds! * 1000 * PART;
    return [run.good({ time: run.now() - milliseconds }), run.good({ time: run.now() + milliseconds })];
  },
});
