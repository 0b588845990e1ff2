/** Judges a wrong sender of the catalogue. */
import type { ConformanceOptions } from '../../../src/conformance/options.ts';
import type { CheckReport } from '../../../src/report/check-report.ts';
import type { SenderFault } from '../../servers/senders/sender-fault.ts';
import { runDelivery } from './run-delivery.ts';

/** @param more e.g. `cwd`: findings show files relative to it */
export function judgeSender(
  { provider, isFull, hooks, wrap }: SenderFault,
  more: Pick<ConformanceOptions, 'cwd' | 'replays'> = {},
): Promise<CheckReport> {
  // A right answer is held for seconds where the contract gives a receiver so many; the full contracts give it less.
  const skip = isFull ? [] : ['delivery-timeout'];
  return runDelivery(provider, { isFull, sender: hooks?.(), wrap }, { skip, ...more });
}
