import type { Json } from '../../contract/types.ts';
import { type Case, type CaseCheck, type CaseRun, Skip } from '../case.ts';
import type { Input } from '../input.ts';
import { expectedRefusals } from '../outcomes.ts';
import { prepareInput } from '../targets.ts';
import { toRequestPlace } from '../input.ts';
import { isValid } from '../../contract/instance/facets.ts';
import type { Variant } from '../variants.ts';
import { notFoundOf, removeCreated, skipNegative } from './negative-cases.ts';

/**
 * A request without the body that is required, or with nothing in it, is refused. Many servers read an absent body as an empty object, so
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
      .flatMap((variant): Case[] => {
        const skip = skipNegative(context, variant);
        const toCase = (what: string, how: string, body?: Json): Case => ({
          id: `negative ${variant.name} body ${what}`,
          phase: 'negative',
          operation: variant.operation,
          title: `refuses ${variant.name} ${how}`,
          ...(skip !== undefined && { skip }),
          run: (run) => sendWithout(run, variant, `negative ${variant.name} body ${what}`, body),
        });
        return [toCase('missing', 'without a body'), toCase('empty', 'with an empty object', {})];
      }),
};

async function sendWithout(run: CaseRun, variant: Variant, id: string, empty?: Json): Promise<void> {
  const inBody = toRequestPlace(variant.id)?.in === 'body';
  const { body: _, ...input }: Input = inBody ? run.values.input(variant) : await prepareInput(run, variant);
  const conditions = ['invalid', ...(inBody ? [notFoundOf(variant)] : [])];
  const facts = { violation: { in: 'body' as const, at: '', keyword: 'required' } };
  if (expectedRefusals(run.contract, variant.operation, conditions, facts).length === 0)
    throw new Skip('no error is documented for invalid input');
  const contractPointer = `${variant.operation.requestBody!.pointer}/required`;
  const accepted = {
    code: 'InvalidInputAccepted' as const,
    message: `to a request ${empty === undefined ? 'without its required body' : 'with an empty object as its body'}`,
    contractPointer,
  };
  const exchange = await run.send({
    variant,
    input: empty === undefined ? input : { ...input, body: empty },
    expect: { kind: 'refusal', conditions, facts, accepted, tolerated: [400, 411, 415, 422] },
  });
  await removeCreated(run, exchange);
  run.cover(id);
}
