import { agrees, agreesValid } from '../agreement.ts';
import { type Case, type CaseCheck, type CaseRun, type PlanContext, Skip } from '../case.ts';
import { type Input, omit, toRequestPlace } from '../input.ts';
import { expectedRefusals } from '../outcomes.ts';
import { prepareInput } from '../targets.ts';
import { breakParameter, type BrokenParameter } from '../values/parameters.ts';
import type { Variant } from '../variants.ts';
import { noteAccepted, notFoundOf, skipNegative, toCause } from './negative-cases.ts';

/** Each constraint of a parameter broken alone is refused. */
export const parameterConstraints: CaseCheck = {
  name: 'parameter-constraints',
  phase: 'negative',
  plan: (context) =>
    context.contract.operations.flatMap((operation) => {
      const variants = context.variants.filter((variant) => variant.operation === operation);
      return operation.parameters.flatMap((parameter) =>
        breakParameter(context, parameter).map((broken) => toCase(context, choose(variants, broken), broken)),
      );
    }),
};

/** Where an operation has several uses, a parameter that carries an id belongs to the use that has the id. */
function choose(variants: readonly Variant[], { parameter }: BrokenParameter): Variant {
  return variants.find((variant) => carriesId(variant, parameter)) ?? variants[0]!;
}

function carriesId(variant: Variant, parameter: { readonly in: string; readonly name: string }): boolean {
  const place = toRequestPlace(variant.id ?? variant.delivery);
  return place !== undefined && place.in !== 'body' && place.in === parameter.in && place.name === parameter.name;
}

function toCase(context: PlanContext, variant: Variant, broken: BrokenParameter): Case {
  const { parameter, keyword, kind } = broken;
  const way = kind === '' ? '' : ` (${kind})`;
  const id = `negative ${variant.operation.id} ${parameter.in} ${parameter.name} ${keyword}${way}`;
  const skip = broken.violation ? skipNegative(context, variant) : 'it cannot be broken alone';
  return {
    id,
    phase: 'negative',
    operation: variant.operation,
    title: `refuses ${variant.operation.id} when the ${parameter.in} parameter ${parameter.name} breaks "${keyword}"${way}`,
    ...(skip !== undefined && { skip }),
    run: (run) => sendBroken(run, variant, broken, id),
  };
}

async function sendBroken(run: CaseRun, variant: Variant, broken: BrokenParameter, id: string): Promise<void> {
  const { parameter, keyword, schemaPointer, text, violation } = broken;
  if (!(await agreesOn(run, broken))) throw new Skip('a second validator does not find exactly this broken');
  const breaksId = carriesId(variant, parameter);
  const input = breaksId ? run.values.input(variant) : await prepareInput(run, variant);
  const conditions = ['invalid', ...(breaksId || parameter.in === 'path' ? [notFoundOf(variant)] : [])];
  const facts = { violation: violation! };
  if (expectedRefusals(run.contract, variant.operation, conditions, facts).length === 0)
    throw new Skip('no error is documented for invalid input');
  const accepted = {
    code: 'InvalidInputAccepted' as const,
    message: `although the ${parameter.in} parameter ${parameter.name} ${violation!.message}`,
    contractPointer: schemaPointer,
    key: toCause(run, variant.operation, keyword, `${schemaPointer} ${keyword} ${variant.operation.id}`),
  };
  const exchange = await run.send({
    variant,
    input: put(input, parameter, text),
    expect: { kind: 'refusal', conditions, facts, accepted },
  });
  noteAccepted(run, exchange, keyword, accepted.key);
  run.cover(id);
}

/** However the text is read, the second validator does not take it, and likely for the same reason. */
async function agreesOn(run: CaseRun, broken: BrokenParameter): Promise<boolean> {
  const { readings, parameter, keyword, schemaPointer } = broken;
  if (!readings) return true;
  const { document } = run.contract;
  const pointer = parameter.schemaPointer!;
  if (!(await agrees(document, pointer, readings[0], { at: '', keyword, schemaPointer }))) return false;
  for (const reading of readings.slice(1)) if (await agreesValid(document, pointer, reading)) return false;
  return true;
}

function put(input: Input, { in: place, name }: BrokenParameter['parameter'], text: string | undefined): Input {
  return text === undefined ? omit(input, place, name) : { ...input, [place]: { ...input[place], [name]: text } };
}
