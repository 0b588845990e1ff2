/** Makes the body of a delivery longer without a change of what it means. */
import { withBody, type Delivery } from './delivery.ts';
import { isValidPayload, readPayload } from './payloads.ts';
import type { ReceiverRun } from './receiver-check.ts';

/** The delivery with at least `size` bytes: a long property where the schema has room for one, else blanks. */
export function pad(run: ReceiverRun, delivery: Delivery, size: number): Delivery {
  const missing = Math.max(0, size - delivery.body.length);
  const padded = run.change(delivery, { '/hookspec_added': 'x'.repeat(missing) });
  if (isValidPayload(run, run.event, readPayload(padded))) return padded;
  // Blanks mean nothing in JSON.
  const text = Buffer.from(delivery.body).toString();
  return withBody(delivery, text.slice(0, -1) + ' '.repeat(missing) + text.slice(-1));
}
