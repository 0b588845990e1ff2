import { agrees, agreesValid } from '../agreement.ts';
import { type Case, type CaseCheck, type CaseRun, type PlanContext, Skip } from '../case.ts';
import { type Input, omit, toRequestPlace } from '../input.ts';
import { expectedRefusals } from '../outcomes.ts';
import { prepareInput } from '../targets.ts';
import { breakParameters, type BrokenParameter } from '../values/parameters.ts';
import { type ParameterRange, toRanges } from '../values/ranges.ts';
import type { Variant } from '../variants.ts';
import { noteAccepted, notFoundOf, skipNegative, toCause } from './negative-cases.ts';

/** What is sent to be refused. */
interface RefusedParameter extends BrokenParameter {
  /** Parameters beside it. */
  readonly beside?: Input['query'];
  /** Default `invalid`. */
  readonly condition?: string;
}

/** Each constraint of a parameter broken alone is refused. */
export const parameterConstraints: CaseCheck = {
  name: 'parameter-constraints',
  phase: 'negative',
  plan: (context) =>
    context.contract.operations.flatMap((operation, index, all) => {
      const variants = context.variants.filter((variant) => variant.operation === operation);
      const before = all.slice(0, index).flatMap(({ parameters }) => parameters);
      const broken = [
        ...breakParameters(context, operation.parameters, before),
        ...toRanges(context, operation).map((range) => toBroken(range)),
      ];
      return broken.map((entry) => toCase(context, choose(variants, entry), entry));
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

function toCase(context: PlanContext, variant: Variant, broken: RefusedParameter): Case {
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

async function sendBroken(run: CaseRun, variant: Variant, broken: RefusedParameter, id: string): Promise<void> {
  const { parameter, keyword, schemaPointer, text, violation } = broken;
  if (!(await agreesOn(run, broken))) throw new Skip('a second validator does not find exactly this broken');
  const breaksId = carriesId(variant, parameter);
  const input = breaksId ? run.values.input(variant) : await prepareInput(run, variant);
  const conditions = [
    broken.condition ?? 'invalid',
    ...(breaksId || parameter.in === 'path' ? [notFoundOf(variant)] : []),
  ];
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
    input: put({ ...input, query: { ...input.query, ...broken.beside } }, parameter, text),
    expect: { kind: 'refusal', conditions, facts, accepted },
  });
  noteAccepted(run, exchange, keyword, accepted.key);
  run.cover(id);
}

/** A range whose low end is above its high end. */
function toBroken({ low, high, outcome, pointer, above }: ParameterRange): RefusedParameter {
  const at = `/${low.name}`;
  return {
    parameter: low,
    keyword: 'range',
    kind: '',
    schemaPointer: pointer,
    ...(above && {
      text: String(above[0]),
      beside: { [high.name]: above[1] },
      violation: { in: 'query', at, keyword: 'range', message: `is above ${high.name}` },
    }),
    condition: outcome,
  };
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
