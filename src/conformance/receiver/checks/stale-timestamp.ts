import { defineForgery } from '../define.ts';
import { BEYOND, whyNoTolerance } from '../tolerance.ts';

/** A delivery that is older than the contract tolerates is refused: it may have been captured. */
export const staleTimestamp = defineForgery({
  name: 'stale-timestamp',
  title: 'refuses a rightly signed delivery that is too old',
  code: 'StaleTimestampAccepted',
  what: 'a rightly signed delivery that is older than the contract tolerates',
  contractPointer: '/x-webhook-signature/timestamp',
  restsOn: ['/x-webhook-signature'],
  skip: whyNoTolerance,
  forge: (run) => [
    run.good({ time: run.now() - (run.scheme.timestamp!.toleranceSeconds! + BEYOND) * 1000 }),
    { delivery: run.good({ time: 0 }), what: 'a rightly signed delivery of the year 1970' },
  ],
});
