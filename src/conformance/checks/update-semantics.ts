import type { Resource, RoleSpec } from '../../contract/behaviour.ts';
import { schemasAt } from '../../contract/schema-at.ts';
import { isExpression } from '../../contract/expression-reference.ts';
import { getAt, setAt, toPointer } from '../../contract/pointer.ts';
import { isObject } from '../../contract/value.ts';
import { type CaseRun, Skip } from '../case.ts';
import { isSame } from '../compare.ts';
import { isInferred } from '../evidence.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import type { Input } from '../input.ts';
import { change } from '../life.ts';
import { inputFor } from '../resources.ts';
import { isValid, keyword, toFacets } from '../../contract/instance/facets.ts';
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
    const variant = findVariant(run.variants, resource, 'update')!;
    const full = resourceOf(run.values.input(variant, { full: true }), variant);
    const names = Object.keys(isObject(full) ? full : {});
    const tried = new Set<string>();
    for (const name of names.slice(0, MOST)) {
      await tryNarrow(run, resource, name, tried);
      if (run.faults.length > 0) return;
    }
    if (tried.size === 0) throw new Skip('an update has to name every property');
  },
});

/** Updates of one property; most resources have fewer. */
const MOST = 8;

/**
 * Updates one property alone.
 * @param tried names that went together in one update, for each that was sent
 */
async function tryNarrow(run: CaseRun, resource: Resource, name: string, tried: Set<string>): Promise<void> {
  const narrowed = await change(run, resource, `narrow ${name}`, (life, variant) => {
    const full = inputFor(run, variant, life.owned, { full: true });
    const input = narrow(run, variant, withFirst(run, variant, full, name));
    const named =
      input &&
      Object.keys(resourceOf(input, variant) ?? {})
        .toSorted()
        .join(' ');
    if (named === undefined || tried.has(named)) return undefined;
    tried.add(named);
    return input;
  });
  if (!narrowed) return;
  const { life, variant, input, exchange, before, after } = narrowed;
  if (!before) throw new Skip(`no operation shows a ${resource.name}`);
  if (!isSuccess(exchange) || !isObject(before.value) || !isObject(after?.value)) return;
  const full = inputFor(run, variant, life.owned, { full: true });
  compare(run, resource, variant, { full, input, before: before.value, after: after.value, exchange, at: after.at });
}

/**
 * The same input with the property before all others: of those that may go, the first stays. Of a list one item does:
 * nothing else stores such a list, and some servers show it as that item.
 */
function withFirst(run: CaseRun, variant: Variant, input: Input, name: string): Input {
  const { body: place } = variant.spec!;
  const resource = getAt(input.body, place);
  if (!isObject(resource)) return input;
  const value = resource[name];
  const put = (first: unknown): unknown =>
    setAt(structuredClone(input.body), place, { [name]: first, ...resource, [name]: first });
  const short = Array.isArray(value) && value.length > 1 ? put(value.slice(0, 1)) : undefined;
  const isAllowed = short !== undefined && isValid(run, run.values.media(variant.operation)!.schemaPointer!, short);
  return { ...input, body: isAllowed ? short : put(value) };
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
  const isGuess = !run.strict && isInferred(run.contract, [contractPointer]);
  const sent = resourceOf(input, variant);
  const possible = resourceOf(full, variant);
  const ignored = new Set([
    ...Object.keys(resource.set.update ?? {}),
    ...Object.keys(resource.derive),
    resource.id?.property,
  ]);
  const names = Object.keys(isObject(sent) ? sent : {}).map((name) => toPointer([name]));
  const isTurned = names.every((pointer) => ignored.has(pointer) || isSwitch(run, variant, pointer));
  for (const name of Object.keys(isObject(possible) ? possible : {})) {
    const pointer = toPointer([name]);
    if (ignored.has(pointer) || getAt(sent, pointer) !== undefined) continue;
    // One switch may turn another one with it.
    if (isTurned && isSwitch(run, variant, pointer)) continue;
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

/** Whether a property of the request has few known values: a boolean, or a word out of a list. */
function isSwitch(run: CaseRun, variant: Variant, pointer: string): boolean {
  const body = run.values.media(variant.operation)?.schemaPointer;
  const places = body === undefined ? [] : schemasAt(run.contract.document, body, variant.spec!.body + pointer);
  const facets = (places ?? []).flatMap((at) => toFacets(run, at));
  return keyword(facets, 'type') === 'boolean' || keyword(facets, 'enum') !== undefined;
}

/** Null and absent are the same here; schemas decide which of them is right. */
function isAbsentLike(got: unknown, wanted: unknown): boolean {
  return isSame(got ?? null, wanted ?? null);
}
