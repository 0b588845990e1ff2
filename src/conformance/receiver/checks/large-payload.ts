import { withBody } from '../delivery.ts';
import { defineAccepted } from '../define.ts';

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
  make(run) {
    const built = run.build();
    // Blanks mean nothing in JSON, so the payload stays as the contract has it.
    const text = Buffer.from(built.body).toString();
    return run.sign(withBody(built, text.slice(0, -1) + ' '.repeat(Math.max(0, SIZE - text.length)) + text.slice(-1)));
  },
});
