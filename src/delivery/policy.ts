/** How a delivery travels where the contract does not say, and what counts as success. */
import type { DeliveryPolicy } from '../contract/delivery-policy.ts';
import type { Contract } from '../contract/types.ts';
import type { Schedule } from './presets.ts';

/** Policy of a contract without `x-webhook-delivery`: any 2xx within 10 s, no retry. */
const FALLBACK: DeliveryPolicy = {
  success: ['2XX'],
  timeout: 'PT10S',
  retries: [],
  jitter: 0,
  retryAfter: false,
  gone: [],
  headers: {},
  id: '{uuid}',
  eventId: '{uuid}',
  stableId: true,
  keys: 'contract',
  fill: {},
};

/** The delivery policy of a contract. @param schedule stands in for what the contract says about attempts */
export function getPolicy(contract: Contract, schedule?: Schedule): DeliveryPolicy {
  const policy = contract.behaviour.delivery ?? FALLBACK;
  if (!schedule) return policy;
  // A preset that never switches off takes the contract's rule away too.
  const { disableAfter: _, ...rest } = policy;
  return { ...rest, ...schedule };
}

/** Whether a status counts as success: equal to a number, or in a class such as `2XX`. */
export function isSuccess(status: number, success: DeliveryPolicy['success']): boolean {
  return success.some(
    (entry) => String(entry) === String(status) || String(entry).toUpperCase() === `${Math.floor(status / 100)}XX`,
  );
}
