/** Judges a wrong sender of the catalogue. */
import type { CheckReport } from '../../../src/report/check-report.ts';
import type { SenderFault } from '../../servers/senders/sender-fault.ts';
import { runDelivery } from './run-delivery.ts';

/** @param cwd findings show files relative to it */
export function judgeSender({ provider, isFull, hooks, wrap }: SenderFault, cwd?: string): Promise<CheckReport> {
  // A right answer is held for seconds where the contract gives a receiver so many; the full contracts give it less.
  const skip = isFull ? [] : ['delivery-timeout'];
  return runDelivery(provider, { isFull, sender: hooks?.(), wrap }, { skip, ...(cwd !== undefined && { cwd }) });
}
