import { type CaseCheck, type CaseRun, Skip } from '../case.ts';
import { bind } from '../input.ts';
import { expectedRefusals } from '../outcomes.ts';
import type { Variant } from '../variants.ts';
import { notFoundOf } from './negative-cases.ts';

/** An id that names nothing is not found. Only reading is tried: nobody knows what else a server would do. */
export const unknownId: CaseCheck = {
  name: 'unknown-id',
  phase: 'negative',
  plan: (context) =>
    context.variants
      .filter(
        ({ operation, id, delivery }) => operation.method === 'get' && (id !== undefined || delivery !== undefined),
      )
      .map((variant) => ({
        id: `negative ${variant.name} unknown id`,
        phase: 'negative',
        operation: variant.operation,
        title: `does not find an id that names nothing in ${variant.name}`,
        run: (run) => sendUnknown(run, variant),
      })),
};

async function sendUnknown(run: CaseRun, variant: Variant): Promise<void> {
  const conditions = [notFoundOf(variant)];
  if (expectedRefusals(run.contract, variant.operation, conditions).length === 0)
    throw new Skip('no error is documented for an unknown id');
  const template =
    variant.delivery === undefined ? variant.resource?.id?.generate : run.contract.behaviour.delivery?.id;
  const input = bind(run.values.input(variant), variant.delivery ?? variant.id, run.values.unknownId(template));
  const accepted = {
    code: 'UnknownIdAccepted' as const,
    message: 'to an id that names nothing',
    contractPointer: variant.operation.pointer,
  };
  await run.send({ variant, input, expect: { kind: 'refusal', conditions, accepted } });
}
