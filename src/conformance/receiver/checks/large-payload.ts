import { defineAccepted } from '../define.ts';
import { pad } from '../padding.ts';

/** Bytes of the body. */
const SIZE = 64 * 1024;

/** A body of 64 KiB is accepted, or said to be too long. */
export const largePayload = defineAccepted({
  name: 'large-payload',
  phase: 'deliveries',
  title: 'accepts a body of 64 KiB, or answers 413',
  code: 'LargePayloadRefused',
  what: 'a rightly signed body of 64 KiB',
  tolerated: [413],
  make: (run) => run.sign(pad(run, run.build(), SIZE)),
});
