import type { Resource } from '../../contract/behaviour.ts';
import { getAt } from '../../contract/pointer.ts';
import { type CaseRun, Skip } from '../case.ts';
import { compareKept, isNamed } from '../compare.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { look } from '../look.ts';
import { createFresh, inputFor, remove, type Target } from '../resources.ts';
import { resourceOf } from '../values/values.ts';
import { findVariant, type Variant } from '../variants.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';

/** What was written is what is read, after a create and after an update. */
export const readAfterWrite = defineBehaviourCheck({
  name: 'read-after-write',
  title: (resource) => `keeps what is written to a ${resource.name}`,
  applies: () => true,
  async run(run, resource) {
    const { owned, exchange } = await createFresh(run, resource, { full: true });
    await compare(run, resource, owned.sent, exchange, owned, Object.keys(resource.set.create ?? {}));
    const update = findVariant(run.variants, resource, 'update');
    if (update && update.reach === undefined) await checkUpdate(run, resource, update, owned);
    await remove(run, owned);
  },
});

async function checkUpdate(run: CaseRun, resource: Resource, variant: Variant, target: Target): Promise<void> {
  const input = inputFor(run, variant, target, { full: true });
  const exchange = await run.send({ variant, input, expect: { kind: 'success' } });
  if (!isSuccess(exchange)) return;
  const { immutable, clear } = variant.spec!;
  const owned = [
    ...Object.keys(resource.set.update ?? {}),
    ...immutable,
    ...clear.filter((pointer) => isBlank(getAt(input.body, pointer))),
  ];
  await compare(run, resource, resourceOf(input, variant), exchange, target, owned);
}

/** First the answer itself, then what a later request shows. */
async function compare(
  run: CaseRun,
  resource: Resource,
  sent: unknown,
  exchange: Exchange,
  target: Target,
  serverOwned: readonly string[],
): Promise<void> {
  const echoed =
    exchange.variant.spec?.answer === 'resource' ? getAt(exchange.response.json, exchange.variant.spec.at) : undefined;
  if (echoed !== undefined) report(run, resource, sent, echoed, exchange, exchange.variant.spec!.at, serverOwned);
  const seen = await look(run, resource, target.id);
  if (!seen) throw new Skip(`no operation shows a ${resource.name}`);
  if (seen.value !== undefined) report(run, resource, sent, seen.value, seen.exchange, seen.at, serverOwned);
}

function report(
  run: CaseRun,
  resource: Resource,
  sent: unknown,
  shown: unknown,
  exchange: Exchange,
  at: string,
  serverOwned: readonly string[],
): void {
  // What breaks its schema has been reported, and cannot be what was written.
  if (run.faults.some((fault) => fault.exchange === exchange)) return;
  const idProperty = resource.id?.property ?? '';
  const { compared, differences } = compareKept(sent, shown, [...serverOwned, idProperty]);
  const lost = differences.filter(
    ({ pointer, got }) => got !== undefined || isNamed(run.contract, exchange, at + pointer),
  );
  // When nothing at all was kept, that is one fault and not one for each property.
  const isAll = lost.length > 1 && lost.length === compared;
  for (const { pointer, got } of isAll ? lost.slice(0, 1) : lost) {
    const shownValue = got === undefined ? 'nothing' : JSON.stringify(got);
    run.report({
      code: 'ValueNotKept',
      message: `${nameOf(exchange.operation)} shows ${shownValue} at ${at}${pointer}; ${JSON.stringify(getAt(sent, pointer))} was written.`,
      exchange,
      responsePointer: at + pointer,
      contractPointer: rulePointer(resource),
      key: `${resource.name} ${isAll ? 'all' : pointer}`,
    });
  }
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}
