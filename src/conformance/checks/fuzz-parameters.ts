import { type Case, type CaseCheck, type CaseRun, type Draft, type PlanContext } from '../case.ts';
import { NoAnswer } from '../failure.ts';
import type { Input } from '../input.ts';
import { prepareInput } from '../targets.ts';
import type { Variant } from '../variants.ts';
import { expectSound, fuzzCases, isNews, parametersOf, toSeed, toShare } from './fuzz-cases.ts';

/** Requests for one operation, at least. */
const LEAST = 3;

/** Parameters with generated texts: no server fails, none answers what is not documented. */
export const fuzzParameters: CaseCheck = {
  name: 'fuzz-parameters',
  phase: 'fuzz',
  plan(context) {
    const { resources, operations } = fuzzCases(context);
    // What a parameter says is swept and broken as well; a body has more places.
    const share = Math.max(LEAST, Math.floor(toShare(context, resources.length + operations.length) / 3));
    return operations.map((variant) => toCase(context, variant, share));
  },
};

function toCase({ options }: PlanContext, variant: Variant, share: number): Case {
  const id = `fuzz ${variant.name} parameters`;
  return {
    id,
    phase: 'fuzz',
    operation: variant.operation,
    title: `answers ${variant.name} soundly with generated parameters`,
    ...(options.fuzz === 0 && { skip: '--fuzz 0' }),
    run: (run) => fuzz(run, variant, id, share),
  };
}

async function fuzz(run: CaseRun, variant: Variant, id: string, budget: number): Promise<void> {
  const { toQuery } = await import('../fuzz/arbitraries.ts');
  const { explore } = await import('../fuzz/explore.ts');
  const plain = await prepareInput(run, variant);
  const withQuery = (query: Input['query']): Input => ({ ...plain, query: { ...plain.query, ...query } });
  const smallest = await explore({
    arbitrary: toQuery(run, parametersOf(variant)),
    seed: toSeed(run, id),
    budget,
    attempt: async (query) => ({ requests: 1, passed: await passes(run, variant, withQuery(query)) }),
  });
  if (smallest) await run.send({ variant, input: withQuery(smallest), expect: expectSound });
}

async function passes(run: CaseRun, variant: Variant, input: Input): Promise<boolean> {
  const drafts: Draft[] = [];
  try {
    await run.send({
      variant,
      input,
      expect: expectSound,
      mayClose: true,
      collect: (draft) => void drafts.push(draft),
    });
  } catch (error) {
    if (error instanceof NoAnswer) return false;
    throw error;
  }
  return !drafts.some((draft) => isNews(run, draft));
}
