import type { Resource } from '../../contract/behaviour.ts';
import { setAt } from '../../contract/pointer.ts';
import type { CaseRun } from '../case.ts';
import { isInferred } from '../evidence.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import type { Input } from '../input.ts';
import { idOf, readList } from '../listing.ts';
import { look } from '../look.ts';
import { findDeleteFault, remove } from '../resources.ts';
import { resourceOf } from '../values/values.ts';
import { findVariant, type Variant } from '../variants.ts';
import type { Owned } from '../world.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';

/**
 * Two with the same values that are created at once are two: each has an id of its own, and a delete of one leaves the
 * other alone. Under a limit the check of the limit makes such ones.
 */
export const twins = defineBehaviourCheck({
  name: 'twins',
  title: (resource) => `keeps two ${resource.name}s with the same values apart`,
  applies: (resource, { variants }) =>
    resource.limit === undefined &&
    resource.unique.length === 0 &&
    findVariant(variants, resource, 'delete') !== undefined,
  async run(run, resource) {
    const variant = findVariant(run.variants, resource, 'create')!;
    const input = run.values.input(variant);
    const inputs = toTwins(variant, [input, run.values.input(variant)]);
    const exchanges = await Promise.all(
      inputs.map((entry) => run.send({ variant, input: entry, expect: { kind: 'probe' } })),
    );
    const [one, other] = exchanges.flatMap((exchange) => run.world.createdBy(exchange) ?? []);
    if (one && !other) await checkRefused(run, resource, variant, input, exchanges);
    if (one && other) await checkApart(run, resource, one, other);
    for (const owned of [one, other]) if (owned) await remove(run, owned);
  },
});

/** The inputs, all with the values of the first. */
export function toTwins(variant: Variant, inputs: readonly Input[]): Input[] {
  const [first] = inputs;
  if (!first || (variant.resource?.unique.length ?? 0) > 0) return [...inputs];
  const values = resourceOf(first, variant);
  return inputs.map((input) => ({
    ...input,
    body: setAt(structuredClone(input.body), variant.spec?.body ?? '', structuredClone(values)),
  }));
}

/** Looks for both in the list, deletes one of them and looks at the other. */
async function checkApart(run: CaseRun, resource: Resource, one: Owned, other: Owned): Promise<void> {
  const list = findVariant(run.variants, resource, 'list') && (await readList(run, resource));
  const ids = list?.items.map((item) => idOf(resource, item));
  if (list && ids && !run.foundAnywhere('ResourceNotListed') && [one, other].some(({ id }) => !ids.includes(id))) {
    run.report({
      code: 'ResourceNotListed',
      message: `${nameOf(list.exchange.operation)} leaves out one of two ${resource.name}s that have the same values.`,
      exchange: list.exchange,
      contractPointer: list.exchange.operation.pointer,
      responsePointer: list.variant.spec!.at,
      replay: false,
    });
  }
  const deleted = await remove(run, one);
  if (deleted && isSuccess(deleted)) await checkLeft(run, resource, other, deleted);
}

/** Whether one is still there after another with the same values was deleted. */
export async function checkLeft(run: CaseRun, resource: Resource, left: Owned, deleted: Exchange): Promise<void> {
  if (!left.alive || findDeleteFault(run)) return;
  const faults = run.faults.length;
  const seen = await look(run, resource, left.id, { kind: 'probe' });
  if (!seen || seen.value !== undefined || run.faults.length > faults) return;
  left.alive = false;
  run.report({
    code: 'ResourceChanged',
    message: `${nameOf(deleted.operation)} removed another ${resource.name} with the same values besides the one it names.`,
    exchange: deleted,
    contractPointer: rulePointer(resource),
    key: `${resource.name} other ${deleted.operation.id}`,
    replay: false,
  });
}

/** A contract that declares resources and no uniqueness allows the same values twice; many servers think otherwise. */
async function checkRefused(
  run: CaseRun,
  resource: Resource,
  variant: Variant,
  input: Input,
  exchanges: readonly Exchange[],
): Promise<void> {
  const refused = exchanges.find(({ response }) => response.status >= 400 && response.status < 500);
  if (!refused || isInferred(run.contract, [rulePointer(resource)])) return;
  // A limit, or two at once, may be the reason as well.
  const fresh = await run.send({ variant, input: run.values.input(variant), expect: { kind: 'probe' } });
  const exchange = await run.send({ variant, input, expect: { kind: 'probe' } });
  for (const entry of [fresh, exchange]) {
    const created = run.world.createdBy(entry);
    if (created) await remove(run, created);
  }
  if (!isSuccess(fresh) || exchange.response.status !== refused.response.status) return;
  run.report({
    code: 'UniquenessTooStrict',
    message: `${nameOf(exchange.operation)} answered ${exchange.response.status} to the values that another ${resource.name} has; the contract says of none that they have to be unique.`,
    exchange,
    contractPointer: rulePointer(resource),
    severity: 'warning',
    key: `${resource.name} same values`,
    replay: false,
  });
}
