import { defineForgery } from '../define.ts';
import { BEYOND, whyNoTolerance } from '../tolerance.ts';

/** A delivery from the future is refused: it would stay valid for as long as somebody likes. */
export const futureTimestamp = defineForgery({
  name: 'future-timestamp',
  title: 'refuses a rightly signed delivery from the future',
  code: 'FutureTimestampAccepted',
  what: 'a rightly signed delivery that is further ahead of the clock than the contract tolerates',
  contractPointer: '/x-webhook-signature/timestamp',
  restsOn: ['/x-webhook-signature'],
  skip: whyNoTolerance,
  forge: (run) => run.good({ time: run.now() + (run.scheme.timestamp!.toleranceSeconds! + BEYOND) * 1000 }),
});
