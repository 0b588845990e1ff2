import { resolveRef } from '../../contract/resolve.ts';
import { isObject } from '../../contract/value.ts';
import { type Case, type CaseCheck, type CaseRun, type PlanContext, Skip } from '../case.ts';
import { isSuccess } from '../exchange.ts';
import { bind, toRequestPlace } from '../input.ts';
import { expectedRefusals } from '../outcomes.ts';
import type { Parent } from '../parents.ts';
import { remove } from '../resources.ts';
import { prepareInput } from '../targets.ts';
import { findVariant, type Variant } from '../variants.ts';
import { notFoundOf } from './negative-cases.ts';

/** Ids that name nothing: one of the right form, and one that cannot be an id. */
const KINDS = ['unknown', 'malformed'] as const;

/** Refusals of an id that is none: it is not found, or not valid. */
const MALFORMED = [400, 404, 410, 422];

/** An id that names nothing is not found, whatever is asked of it. */
export const unknownId: CaseCheck = {
  name: 'unknown-id',
  phase: 'negative',
  plan: (context) =>
    context.variants
      .filter(({ reach }) => reach === undefined || context.options.destructive)
      .flatMap((variant) => [
        ...(hasId(variant) ? KINDS : [])
          .filter((kind) => kind === 'unknown' || !hasForm(context, variant))
          .map((kind) => toCase(variant, kind)),
        ...(variant.parents ?? []).map((parent) => toParentCase(variant, parent)),
      ]),
};

function toParentCase(variant: Variant, { resource, id }: Parent): Case {
  const { operation } = variant;
  return {
    id: `negative ${variant.name} unknown ${resource.name} id`,
    phase: 'negative',
    operation,
    title: `does not find the id of a ${resource.name} that names nothing in ${variant.name}`,
    async run(run) {
      const conditions = [resource.notFound];
      if (expectedRefusals(run.contract, operation, conditions).length === 0)
        throw new Skip('no error is documented for an unknown id');
      const input = bind(await prepareInput(run, variant), id, run.values.unknownId(resource.id?.generate));
      const message = `to the id of a ${resource.name} that names nothing`;
      const accepted = { code: 'UnknownIdAccepted', message, contractPointer: operation.pointer } as const;
      const exchange = await run.send({ variant, input, expect: { kind: 'refusal', conditions, accepted } });
      const created = run.world.createdBy(exchange);
      if (created) await remove(run, created, { kind: 'probe' });
    },
  };
}

function toCase(variant: Variant, kind: (typeof KINDS)[number]): Case {
  return {
    id: `negative ${variant.name} ${kind === 'unknown' ? '' : 'malformed and '}unknown id`,
    phase: 'negative',
    operation: variant.operation,
    title:
      kind === 'unknown'
        ? `does not find an id that names nothing in ${variant.name}`
        : `does not find what cannot be an id in ${variant.name}`,
    run: (run) => sendUnknown(run, variant, kind),
  };
}

async function sendUnknown(run: CaseRun, variant: Variant, kind: (typeof KINDS)[number]): Promise<void> {
  const conditions = [notFoundOf(variant)];
  if (expectedRefusals(run.contract, variant.operation, conditions).length === 0)
    throw new Skip('no error is documented for an unknown id');
  if (kind === 'malformed' && run.found('UnknownIdAccepted', variant.operation))
    throw new Skip('follows from UnknownIdAccepted');
  const template =
    variant.delivery === undefined ? variant.resource?.id?.generate : run.contract.behaviour.delivery?.id;
  const id = kind === 'unknown' ? run.values.unknownId(template) : 'hookspec-no-id';
  const input = bind(run.values.input(variant), variant.delivery ?? variant.id, id);
  const accepted = {
    code: 'UnknownIdAccepted' as const,
    message: kind === 'unknown' ? 'to an id that names nothing' : 'to what cannot be an id',
    contractPointer: variant.operation.pointer,
    // A server that looks nothing up does so for every spelling.
    key: variant.operation.pointer,
  };
  const tolerated = kind === 'unknown' ? [] : MALFORMED;
  const exchange = await run.send({ variant, input, expect: { kind: 'refusal', conditions, tolerated, accepted } });
  if (isSuccess(exchange) && variant.role === 'update') await undo(run, variant, id);
}

/** An update that creates leaves something behind. */
async function undo(run: CaseRun, { resource }: Variant, id: string): Promise<void> {
  const remove = resource && findVariant(run.variants, resource, 'delete');
  if (!remove || remove.reach !== undefined) return;
  await run.send({ variant: remove, input: bind(run.values.input(remove), remove.id, id), expect: { kind: 'probe' } });
}

function hasId({ id, delivery, role }: Variant): boolean {
  return (id !== undefined || delivery !== undefined) && role !== 'create' && role !== 'list';
}

/** Whether the contract has a rule for the id, which is broken elsewhere. */
function hasForm({ contract }: PlanContext, variant: Variant): boolean {
  const place = toRequestPlace(variant.delivery ?? variant.id);
  if (!place || place.in === 'body') return true;
  const parameter = variant.operation.parameters.find((entry) => entry.in === place.in && entry.name === place.name);
  const schema = parameter?.schema === undefined ? undefined : resolveRef(contract.document, parameter.schema);
  return isObject(schema) && (schema['type'] !== 'string' || 'format' in schema || 'pattern' in schema);
}
