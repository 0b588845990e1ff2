import { isValid, keyword, toFacets } from '../../contract/instance/facets.ts';
import type { Case, CaseCheck, PlanContext } from '../case.ts';
import { bind, toRequestPlace } from '../input.ts';
import { expectedRefusals } from '../outcomes.ts';
import { prepareInput } from '../targets.ts';
import type { Variant } from '../variants.ts';
import { skipNegative } from './negative-cases.ts';

/** A range whose low end is above its high end is refused, where the contract says so. */
export const viewRanges: CaseCheck = {
  name: 'view-ranges',
  phase: 'negative',
  plan: (context) =>
    context.variants.flatMap((variant) =>
      (variant.operation.view?.ranges ?? []).flatMap((_, index) => toCase(context, variant, index)),
    ),
};

function toCase(context: PlanContext, variant: Variant, index: number): Case[] {
  const { operation } = variant;
  const { low, high, outcome } = operation.view!.ranges[index]!;
  const [lowName, highName] = [nameOf(low), nameOf(high)];
  const values = findReversed(context, variant, lowName, highName);
  if (!values || lowName === undefined || highName === undefined) return [];
  const skip = skipNegative(context, variant);
  const facts = { violation: { in: 'query', at: `/${lowName}`, keyword: 'range' } } as const;
  const accepted = {
    code: 'InvalidInputAccepted',
    message: `although ${lowName} is above ${highName}`,
    contractPointer: `${operation.pointer}/x-view/ranges/${index}`,
  } as const;
  return [
    {
      id: `negative ${operation.id} query ${lowName} ${highName} range`,
      phase: 'negative',
      operation,
      title: `refuses ${operation.id} when ${lowName} is above ${highName}`,
      ...(skip !== undefined && { skip }),
      async run(run) {
        if (expectedRefusals(run.contract, operation, [outcome], facts).length === 0) return;
        const input = bind(bind(await prepareInput(run, variant), low, values[0]), high, values[1]);
        await run.send({ variant, input, expect: { kind: 'refusal', conditions: [outcome], facts, accepted } });
      },
    },
  ];
}

function nameOf(expression: unknown): string | undefined {
  const place = toRequestPlace(expression);
  return place?.in === 'query' ? place.name : undefined;
}

const TIMES = ['2026-03-02T00:00:00Z', '2026-03-01T00:00:00Z'] as const;

/** A low end and a high end that are each allowed, and not together. */
function findReversed(
  context: PlanContext,
  { operation }: Variant,
  ...names: readonly (string | undefined)[]
): readonly [number | string, number | string] | undefined {
  const pointers = names.map(
    (name) => operation.parameters.find((entry) => entry.in === 'query' && entry.name === name)?.schemaPointer,
  );
  const [low, high] = pointers;
  if (low === undefined || high === undefined) return undefined;
  const least = keyword<number>(toFacets(context, high), 'minimum') ?? 1;
  const candidates = [[least + 1, least] as const, TIMES];
  return candidates.find(([a, b]) => isValid(context, low, a) && isValid(context, high, b));
}
