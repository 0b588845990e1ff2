import type { Resource, RoleSpec } from '../../contract/behaviour.ts';
import { isExpression } from '../../contract/expression-reference.ts';
import { getAt, setAt, toPointer } from '../../contract/pointer.ts';
import { isObject } from '../../contract/value.ts';
import { type CaseRun, Skip } from '../case.ts';
import { isSame } from '../compare.ts';
import { weakestEvidence } from '../evidence.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import type { Input } from '../input.ts';
import { change } from '../life.ts';
import { inputFor } from '../resources.ts';
import { narrow } from '../values/narrow.ts';
import { resourceOf } from '../values/values.ts';
import { findVariant, type Variant } from '../variants.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';

/** An update that names one property leaves the others alone, or resets them where it replaces. */
export const updateSemantics = defineBehaviourCheck({
  name: 'update-semantics',
  title: (resource) =>
    resource.operations.update!.mode === 'merge'
      ? `keeps what an update of a ${resource.name} does not name`
      : `resets what a replacement of a ${resource.name} does not name`,
  applies: (resource, { variants }) => {
    const update = findVariant(variants, resource, 'update');
    return update !== undefined && update.reach === undefined;
  },
  async run(run, resource) {
    if (!(await tryNarrow(run, resource, 'first'))) throw new Skip('an update has to name every property');
    if (run.faults.length === 0) await tryNarrow(run, resource, 'last');
  },
});

/** Updates one property alone; false where that is not possible. */
async function tryNarrow(run: CaseRun, resource: Resource, which: 'first' | 'last'): Promise<boolean> {
  const narrowed = await change(run, resource, `narrow ${which}`, (life, variant) => {
    const full = inputFor(run, variant, life.owned, { full: true });
    return narrow(run, variant, which === 'first' ? full : turned(variant, full));
  });
  if (!narrowed) return false;
  const { life, variant, input, exchange, before, after } = narrowed;
  if (!before) throw new Skip(`no operation shows a ${resource.name}`);
  if (!isSuccess(exchange) || !isObject(before.value) || !isObject(after?.value)) return true;
  const full = inputFor(run, variant, life.owned, { full: true });
  compare(run, resource, variant, { full, input, before: before.value, after: after.value, exchange, at: after.at });
  return true;
}

/** The properties in the opposite order: of those that may go, the first stays. */
function turned(variant: Variant, input: Input): Input {
  const { body: place } = variant.spec!;
  const resource = getAt(input.body, place);
  if (!isObject(resource)) return input;
  const opposite = Object.fromEntries(Object.entries(resource).toReversed());
  return { ...input, body: setAt(structuredClone(input.body), place, opposite) };
}

interface Facts {
  readonly full: Input;
  readonly input: Input;
  readonly before: unknown;
  readonly after: unknown;
  readonly exchange: Exchange;
  readonly at: string;
}

function compare(
  run: CaseRun,
  resource: Resource,
  variant: Variant,
  { full, input, before, after, exchange, at }: Facts,
): void {
  const spec = variant.spec!;
  const contractPointer = rulePointer(resource, 'operations', 'update');
  // Where nobody knows what an absent property becomes, keeping it is as right as what the contract guesses.
  const isGuess = !run.strict && weakestEvidence(run.contract, [contractPointer])?.kind === 'inferred';
  const sent = resourceOf(input, variant);
  const possible = resourceOf(full, variant);
  const ignored = new Set([
    ...Object.keys(resource.set.update ?? {}),
    ...Object.keys(resource.derive),
    resource.id?.property,
  ]);
  for (const name of Object.keys(isObject(possible) ? possible : {})) {
    const pointer = toPointer([name]);
    if (ignored.has(pointer) || getAt(sent, pointer) !== undefined) continue;
    const rule = expectedAfter(spec, pointer, getAt(before, pointer));
    if (!rule || isAbsentLike(getAt(after, pointer), rule.value)) continue;
    if (isGuess && isAbsentLike(getAt(after, pointer), getAt(before, pointer))) continue;
    run.report({
      code: rule.code,
      message: `${nameOf(variant.operation)} made ${pointer} ${JSON.stringify(getAt(after, pointer)) ?? 'absent'} although the request did not name it; expected ${JSON.stringify(rule.value) ?? 'nothing'}.`,
      exchange,
      responsePointer: at + pointer,
      contractPointer,
    });
  }
}

/** Undefined: the contract gives an expression that only the server can evaluate. */
function expectedAfter(
  spec: RoleSpec,
  pointer: string,
  old: unknown,
): { value: unknown; code: 'UpdateNotMerged' | 'UpdateNotReplaced' } | undefined {
  if (spec.mode === 'merge' || !Object.hasOwn(spec.absent, pointer)) return { value: old, code: 'UpdateNotMerged' };
  const value = spec.absent[pointer];
  return isExpression(value) || isObject(value) ? undefined : { value, code: 'UpdateNotReplaced' };
}

/** Null and absent are the same here; schemas decide which of them is right. */
function isAbsentLike(got: unknown, wanted: unknown): boolean {
  return isSame(got ?? null, wanted ?? null);
}
