import { type CaseCheck, type CaseRun, Skip } from '../case.ts';
import type { Input } from '../input.ts';
import { expectedRefusals } from '../outcomes.ts';
import { prepareInput } from '../targets.ts';
import { toRequestPlace } from '../input.ts';
import { isValid } from '../values/facets.ts';
import type { Variant } from '../variants.ts';
import { notFoundOf, skipNegative } from './negative-cases.ts';

/**
 * A request without the body that is required is refused. Many servers read an absent body as an empty object, so
 * where that is valid nothing is wrong on the wire.
 */
export const missingBody: CaseCheck = {
  name: 'missing-body',
  phase: 'negative',
  plan: (context) =>
    context.variants
      .filter(({ operation }) => {
        const schemaPointer = context.values.media(operation)?.schemaPointer;
        return (
          operation.requestBody?.required === true &&
          schemaPointer !== undefined &&
          !isValid(context, schemaPointer, {})
        );
      })
      .map((variant) => {
        const skip = skipNegative(context, variant);
        const id = `negative ${variant.name} body missing`;
        return {
          id,
          phase: 'negative',
          operation: variant.operation,
          title: `refuses ${variant.name} without a body`,
          ...(skip !== undefined && { skip }),
          run: (run) => sendWithout(run, variant, id),
        };
      }),
};

async function sendWithout(run: CaseRun, variant: Variant, id: string): Promise<void> {
  const inBody = toRequestPlace(variant.id)?.in === 'body';
  const { body: _, ...input }: Input = inBody ? run.values.input(variant) : await prepareInput(run, variant);
  const conditions = ['invalid', ...(inBody ? [notFoundOf(variant)] : [])];
  const facts = { violation: { in: 'body' as const, at: '', keyword: 'required' } };
  if (expectedRefusals(run.contract, variant.operation, conditions, facts).length === 0)
    throw new Skip('no error is documented for invalid input');
  const contractPointer = `${variant.operation.requestBody!.pointer}/required`;
  const accepted = {
    code: 'InvalidInputAccepted' as const,
    message: 'to a request without its required body',
    contractPointer,
  };
  await run.send({
    variant,
    input,
    expect: { kind: 'refusal', conditions, facts, accepted, tolerated: [400, 411, 415, 422] },
  });
  run.cover(id);
}
