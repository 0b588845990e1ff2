/** The resources below which a case creates others, as far as it needs any. */
import { type Case, type CaseRun, Skip } from './case.ts';
import { bindParents } from './parents.ts';
import { obtain } from './resources.ts';
import type { Values } from './values/values.ts';
import type { Variant } from './variants.ts';

/** Values whose inputs stand below the parents that the run works with. */
export function belowSeats(values: Values, seats: ReadonlyMap<string, string>): Values {
  return {
    ...values,
    input: (variant, options) => bindParents(values.input(variant, options), variant, Object.fromEntries(seats)),
  };
}

/** Sees to it that what a case stands below is there. A case that names no operation does without where it must. */
export async function seatParents(run: CaseRun, { operation }: Case): Promise<void> {
  for (const variant of run.variants.filter((entry) => operation === undefined || entry.operation === operation)) {
    try {
      await seat(run, variant);
    } catch (error) {
      if (operation !== undefined || !(error instanceof Skip)) throw error;
    }
  }
}

/**
 * Sees to it that what a request names besides its own resource is there: making room may have removed it.
 * @throws Skip when there is nothing to stand below
 */
export async function seat(run: CaseRun, { parents = [] }: Variant): Promise<void> {
  for (const { resource } of parents) {
    if (run.world.seats.has(resource.name)) continue;
    const { id } = await obtain(run, resource);
    run.world.seats.set(resource.name, id);
  }
}
