/** The resources below which a case creates others, as far as it needs any. */
import { type Case, type CaseRun, Skip } from './case.ts';
import { bindParents } from './parents.ts';
import { obtain } from './resources.ts';
import type { Values } from './values/values.ts';

/** Values whose inputs stand below the parents that the run works with. */
export function belowSeats(values: Values, seats: ReadonlyMap<string, string>): Values {
  return {
    ...values,
    input: (variant, options) => bindParents(values.input(variant, options), variant, Object.fromEntries(seats)),
  };
}

/** Sees to it that what a case stands below is there. A case that names no operation does without where it must. */
export async function seatParents(run: CaseRun, { operation }: Case): Promise<void> {
  const variants = run.variants.filter((variant) => operation === undefined || variant.operation === operation);
  for (const { resource } of variants.flatMap(({ parents = [] }) => parents)) {
    if (run.world.seats.has(resource.name)) continue;
    try {
      const { id } = await obtain(run, resource);
      run.world.seats.set(resource.name, id);
    } catch (error) {
      if (operation !== undefined || !(error instanceof Skip)) throw error;
    }
  }
}
