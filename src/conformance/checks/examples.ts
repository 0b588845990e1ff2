import { type Case, type CaseCheck, type CaseRun, type PlanContext, Skip } from '../case.ts';
import { createFresh } from '../resources.ts';
import { prepareInput } from '../targets.ts';
import type { Variant } from '../variants.ts';

/** Every documented operation once with valid data, in an order in which resources exist. */
export const examples: CaseCheck = {
  name: 'examples',
  phase: 'examples',
  plan: (context) => context.variants.map((variant) => toCase(context, variant)),
};

function toCase({ options }: PlanContext, variant: Variant): Case {
  const skip = options.destructive ? undefined : variant.reach;
  return {
    id: `examples ${variant.name}`,
    phase: 'examples',
    operation: variant.operation,
    title: `answers a valid ${variant.name} as documented`,
    ...(skip !== undefined && { skip: `needs --destructive: ${skip}` }),
    run: (run) => sendValid(run, variant),
  };
}

async function sendValid(run: CaseRun, variant: Variant): Promise<void> {
  if (variant.role === 'create' && variant.resource && !variant.reach) {
    const { owned } = await createFresh(run, variant.resource);
    // The cases that follow work with it.
    if (!run.world.alive(variant.resource).some((entry) => entry.shared)) owned.shared = true;
    return;
  }
  const needsId =
    variant.use === 'plain' &&
    variant.id === undefined &&
    variant.operation.parameters.some((parameter) => parameter.in === 'path');
  if (needsId) throw new Skip('no resource of the contract tells which ids exist');
  await run.send({ variant, input: await prepareInput(run, variant), expect: { kind: 'success' } });
}
