/** A valid request for any variant: its resource or its delivery is looked up or made first. */
import type { CaseRun } from './case.ts';
import { obtainDelivery } from './deliveries.ts';
import { bind, type Input } from './input.ts';
import { inputFor, makeRoom, obtain } from './resources.ts';
import type { Variant } from './variants.ts';

/**
 * An input that addresses something of the run's own.
 * @throws Skip when there is nothing to address
 */
export async function prepareInput(
  run: CaseRun,
  variant: Variant,
  options: { readonly full?: boolean } = {},
): Promise<Input> {
  // At the limit a create is refused for the limit, whatever else is wrong with it.
  if (variant.role === 'create' && variant.resource) await makeRoom(run, variant.resource);
  const addressed = variant.id === undefined ? undefined : variant.resource;
  const target = addressed && (await obtain(run, addressed));
  const input = inputFor(run, variant, target, options);
  return variant.delivery === undefined ? input : bind(input, variant.delivery, await obtainDelivery(run));
}
