import { getAt } from '../../contract/pointer.ts';
import type { Json } from '../../contract/types.ts';
import { agrees } from '../agreement.ts';
import { type Case, type CaseCheck, type CaseRun, type PlanContext, Skip } from '../case.ts';
import { toRequestPlace } from '../input.ts';
import { expectedRefusals } from '../outcomes.ts';
import { prepareInput } from '../targets.ts';
import { breakConstraints, type BrokenConstraint } from '../values/constraints.ts';
import { nearPatterns } from '../values/wrong-patterns.ts';
import type { Variant } from '../variants.ts';
import { noteAccepted, notFoundOf, removeCreated, skipNegative, toCause } from './negative-cases.ts';

/** JSON of another kind than the body's may be refused by whatever reads bodies, before any rule is looked at. */
const NOT_AN_OBJECT = [400, 415, 422];

/** Further spellings of a wrong value: keyword and kind. */
const SPELLINGS: ReadonlySet<string> = new Set([
  'type container',
  'enum case',
  'enum longer',
  'enum wildcard',
  'enum known elsewhere',
  'enum also known elsewhere',
]);

/** Each constraint of a request body broken alone is refused. */
export const bodyConstraints: CaseCheck = {
  name: 'body-constraints',
  phase: 'negative',
  plan: (context) => context.variants.flatMap((variant) => planVariant(context, variant)),
};

function planVariant(context: PlanContext, variant: Variant): Case[] {
  const schemaPointer = context.values.media(variant.operation)?.schemaPointer;
  if (schemaPointer === undefined) return [];
  let body: Json;
  try {
    body = context.values.input(variant, { full: true }).body as Json;
  } catch (error) {
    if (!(error instanceof Skip)) throw error;
    return [toCase(context, variant, { at: '', keyword: 'all', kind: '', schemaPointer }, error.message)];
  }
  const constraints = breakConstraints(context, schemaPointer, body);
  const isThin = toThin(context, variant);
  return constraints
    .filter((constraint) => !isThin(constraint))
    .map((constraint) =>
      toCase(context, variant, constraint, constraint.value === undefined ? 'it cannot be broken alone' : undefined),
    );
}

/** What a create is tried with in every spelling, an update of it is not: mostly one code reads both. */
function toThin(
  { variants, values }: PlanContext,
  { role, resource }: Variant,
): (constraint: BrokenConstraint) => boolean {
  const create =
    role === 'update' ? variants.find((other) => other.role === 'create' && other.resource === resource) : undefined;
  if (!create || values.media(create.operation)?.schemaPointer === undefined) return () => false;
  const body = values.input(create, { full: true }).body;
  return ({ at, keyword, kind }) =>
    (SPELLINGS.has(`${keyword} ${kind}`) || (keyword === 'pattern' && kind in nearPatterns)) &&
    // Lists may be of another length.
    getAt(body, at.replace(/\/\d+$/, '')) !== undefined;
}

function toCase(
  context: PlanContext,
  variant: Variant,
  constraint: BrokenConstraint,
  cannot: string | undefined,
): Case {
  const { at, keyword, kind, schemaPointer } = constraint;
  const way = kind === '' ? '' : ` (${kind})`;
  const id = `negative ${variant.name} body ${at === '' ? '/' : at} ${keyword}${way}${suffix(schemaPointer, keyword)}`;
  const skip = cannot ?? skipNegative(context, variant);
  return {
    id,
    phase: 'negative',
    operation: variant.operation,
    title: `refuses ${variant.name} when ${at === '' ? 'the body' : at} breaks "${keyword}"${way}`,
    ...(skip !== undefined && { skip }),
    run: (run) => sendBroken(run, variant, constraint, id),
  };
}

/** Two schemas can put the same constraint on one place, as parts of `allOf` do. */
function suffix(schemaPointer: string, keyword: string): string {
  const branch = /\/(allOf|anyOf|oneOf)\/\d+/.exec(schemaPointer.slice(0, schemaPointer.length - keyword.length));
  return branch ? ` ${branch[0].slice(1)}` : '';
}

async function sendBroken(run: CaseRun, variant: Variant, constraint: BrokenConstraint, id: string): Promise<void> {
  const { at, keyword, schemaPointer } = constraint;
  const place = toRequestPlace(variant.id);
  const breaksId = place?.in === 'body' && (place.pointer === at || place.pointer.startsWith(`${at}/`));
  // A request whose id is broken addresses nothing, so nothing has to be made for it.
  const input = breaksId ? run.values.input(variant, { full: true }) : await prepareInput(run, variant, { full: true });
  const body = run.values.media(variant.operation)!.schemaPointer!;
  const [broken] = breakConstraints(run, body, input.body as Json, constraint);
  if (broken?.value === undefined || !broken.violation) throw new Skip('it cannot be broken alone');
  if (!(await agrees(run.contract.document, body, broken.value, broken)))
    throw new Skip('a second validator does not find exactly this broken');
  const conditions = ['invalid', ...(breaksId ? [notFoundOf(variant)] : [])];
  const facts = { violation: broken.violation };
  if (expectedRefusals(run.contract, variant.operation, conditions, facts).length === 0)
    throw new Skip('no error is documented for invalid input');
  const accepted = {
    code: 'InvalidInputAccepted' as const,
    message: `although ${at === '' ? 'the body' : at} ${broken.violation.message}`,
    contractPointer: broken.violation.schemaPointer,
    key: toCause(run, variant.operation, keyword, `${schemaPointer} ${keyword === 'required' ? at : ''}`),
  };
  const exchange = await run.send({
    variant,
    input: { ...input, body: broken.value },
    expect: { kind: 'refusal', conditions, facts, accepted, ...(at === '' && { tolerated: NOT_AN_OBJECT }) },
  });
  noteAccepted(run, exchange, keyword, accepted.key);
  await removeCreated(run, exchange);
  run.cover(id);
}
