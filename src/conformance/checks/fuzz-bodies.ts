import type { Resource } from '../../contract/behaviour.ts';
import type { Json } from '../../contract/types.ts';
import type { Case, CaseCheck, CaseRun, PlanContext } from '../case.ts';
import { findVariant } from '../variants.ts';
import { fuzzCases, toSeed, toShare } from './fuzz-cases.ts';

/** Resources with generated values, valid ones and others: no server fails, none answers what is not documented. */
export const fuzzBodies: CaseCheck = {
  name: 'fuzz-bodies',
  phase: 'fuzz',
  plan(context) {
    const { resources, operations } = fuzzCases(context);
    const share = toShare(context, resources.length + operations.length);
    return resources.map((resource) => toCase(context, resource, share));
  },
};

function toCase({ variants, options }: PlanContext, resource: Resource, share: number): Case {
  const id = `fuzz ${resource.name} body`;
  return {
    id,
    phase: 'fuzz',
    operation: findVariant(variants, resource, 'create')!.operation,
    title: `answers generated ${resource.name}s soundly`,
    ...(options.fuzz === 0 && { skip: '--fuzz 0' }),
    run: (run) => fuzz(run, resource, id, share),
  };
}

async function fuzz(run: CaseRun, resource: Resource, id: string, budget: number): Promise<void> {
  // fast-check takes a tenth of a second to load, which only this phase should pay for.
  const { toPrograms } = await import('../fuzz/arbitraries.ts');
  const { toFirstPrograms, toParts } = await import('../fuzz/first-programs.ts');
  const { explore } = await import('../fuzz/explore.ts');
  const { perform } = await import('../fuzz/program.ts');
  const bodyOf = (role: 'create' | 'update'): { pointer: string; body: Json } | undefined => {
    const variant = findVariant(run.variants, resource, role);
    const pointer =
      variant && variant.reach === undefined ? run.values.media(variant.operation)?.schemaPointer : undefined;
    return pointer === undefined
      ? undefined
      : { pointer, body: run.values.input(variant!, { full: true }).body as Json };
  };
  const [create, update] = [bodyOf('create')!, bodyOf('update')];
  const smallest = await explore({
    arbitrary: toPrograms(run, create, update),
    first: toFirstPrograms(run, create, update),
    seed: toSeed(run, id),
    budget,
    attempt: (program) => perform(run, resource, program, true),
  });
  // Once more, aloud: what is reported is the smallest program that fails.
  if (!smallest) return;
  for (const part of toParts(smallest)) {
    if ((await perform(run, resource, part, true)).passed) continue;
    await perform(run, resource, part, false);
    return;
  }
  await perform(run, resource, smallest, false);
}
