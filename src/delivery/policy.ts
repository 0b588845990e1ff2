/** How a delivery travels, with a known schedule in the place of the contract's. */
import { toPolicy, type DeliveryPolicy } from '../contract/delivery-policy.ts';
import type { Contract } from '../contract/types.ts';
import type { Schedule } from './presets.ts';

/** The delivery policy of a contract. @param schedule stands in for what the contract says about attempts */
export function getPolicy(contract: Contract, schedule?: Schedule): DeliveryPolicy {
  const policy = toPolicy(contract);
  if (!schedule) return policy;
  // A preset that never switches off takes the contract's rule away too.
  const { disableAfter: _, ...rest } = policy;
  return { ...rest, ...schedule };
}
