/** A valid request for any variant: its resource or its delivery is looked up or made first. */
import type { CaseRun } from './case.ts';
import { obtainDelivery } from './deliveries.ts';
import { bind, type Input } from './input.ts';
import { createFresh, inputFor, makeRoom, obtain, remove } from './resources.ts';
import { seat } from './seats.ts';
import type { Variant } from './variants.ts';
import type { Owned, World } from './world.ts';

/** What is made below a resource by operations that nothing is declared of: by operation, the resource that has room. */
const roomy = new WeakMap<World, Map<string, Owned>>();

/**
 * An input that addresses something of the run's own.
 * @throws Skip when there is nothing to address
 */
export async function prepareInput(
  run: CaseRun,
  variant: Variant,
  options: { readonly full?: boolean } = {},
): Promise<Input> {
  await seat(run, variant);
  // At the limit a create is refused for the limit, whatever else is wrong with it.
  if (variant.role === 'create' && variant.resource) await makeRoom(run, variant.resource);
  const addressed = variant.id === undefined ? undefined : variant.resource;
  const room = roomy.get(run.world)?.get(variant.operation.id);
  const target = addressed && (room?.alive === true ? room : await obtain(run, addressed));
  const input = inputFor(run, variant, target, options);
  return variant.delivery === undefined ? input : bind(input, variant.delivery, await obtainDelivery(run));
}

/** Whether an operation adds something to a resource of which nobody knows how many it takes, nor how one is removed. */
export function addsToParent({ use, id, operation }: Variant): boolean {
  return use === 'plain' && id !== undefined && operation.method === 'post';
}

/**
 * What is below a resource may be as much as it takes: the requests that follow are below a new one.
 * @throws Skip when none can be created
 */
export async function changeParent(run: CaseRun, { operation, resource }: Variant): Promise<void> {
  const known = roomy.get(run.world) ?? new Map<string, Owned>();
  roomy.set(run.world, known);
  const full = known.get(operation.id);
  if (full) await remove(run, full);
  known.set(operation.id, (await createFresh(run, resource!)).owned);
}
