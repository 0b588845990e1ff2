import type { Resource } from '../../contract/behaviour.ts';
import { getAt, setAt } from '../../contract/pointer.ts';
import { type Acceptance, type CaseRun, type Credentials, Skip } from '../case.ts';
import { isRefusedFor } from '../discriminators.ts';
import { isSuccess, nameOf } from '../exchange.ts';
import { counts, idOf, readList } from '../listing.ts';
import { createFresh, findDeleteFault, inputFor, remove } from '../resources.ts';
import { otherKey, otherTenant } from '../tenants.ts';
import { otherValue } from '../values/other.ts';
import { findVariant } from '../variants.ts';
import type { Owned } from '../world.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';
import { checkLeft, toTwins } from './twins.ts';

/** More than this is not created to reach a limit. */
const MOST = 200;
/** Places that are left for creates that come at once, and how many more come than fit. */
const RACE = { places: 2, surplus: 2 };
/** What is kept for the checks of lists. */
const KEPT = 3;

/**
 * As many as the limit can be created, and not one more: one after the other, at once, with another key of the tenant.
 * What was there before counts too; what is deleted does not, and neither does what another tenant has.
 */
export const limit = defineBehaviourCheck({
  name: 'limit',
  title: (resource) => `allows ${resource.limit!.max} ${resource.name}s and no more`,
  applies: (resource) => resource.limit !== undefined,
  async run(run, resource) {
    const { max } = resource.limit!;
    const { items } = await readList(run, resource);
    const own = new Set(run.world.alive(resource).map(({ id }) => id));
    const counted = items.filter((item) => counts(resource, item));
    run.world.existing.set(resource.name, counted.filter((item) => !own.has(idOf(resource, item))).length);
    const room = max - counted.length;
    if (room > MOST) throw new Skip(`the limit of ${max} is too high to be reached`);
    const [last, twin] = await fill(run, resource, Math.max(0, room));
    // An answer that does not show what the limit counts leaves it open.
    if (last === undefined || isCounted(resource, last.shown)) {
      await exceed(run, resource, `to number ${max + 1} of at most ${max}`);
      await tryOtherKeys(run, resource);
      if (last && !run.foundAnywhere('LimitNotEnforced') && !findDeleteFault(run))
        await free(run, resource, last, twin);
    }
    const rest = run.world.alive(resource).filter(({ shared }) => !shared);
    for (const owned of rest.slice(KEPT - 1)) await remove(run, owned);
  },
});

/**
 * Fills the limit, its last places with more creates at once than there are places.
 * @returns the last one, and one that has the same values
 */
async function fill(run: CaseRun, resource: Resource, room: number): Promise<readonly (Owned | undefined)[]> {
  const places = Math.min(RACE.places, room);
  let last: Owned | undefined;
  for (let index = 0; index < room - places; index++) last = (await createFresh(run, resource)).owned;
  if (places === 0) return [last];
  const variant = findVariant(run.variants, resource, 'create')!;
  const steps = toTwins(
    variant,
    Array.from({ length: places + RACE.surplus }, () => run.values.input(variant)),
  );
  const expect = { kind: 'either', conditions: [resource.limit!.outcome], accepted: acceptance(resource, '') } as const;
  const exchanges = await Promise.all(steps.map((input) => run.send({ variant, input, expect })));
  const created = exchanges.flatMap((exchange) => run.world.createdBy(exchange) ?? []);
  if (created.length > places && created.every(({ shown }) => isCounted(resource, shown))) {
    const exchange = exchanges.find((entry) => isSuccess(entry))!;
    const message = `${nameOf(exchange.operation)} answered ${exchange.response.status} to more creates at once than the limit of ${resource.limit!.max} had places left.`;
    run.report({ ...acceptance(resource, ''), message, exchange, replay: false, odd: 1 });
  }
  for (const owned of created.slice(places)) await remove(run, owned);
  const [twin, other] = created.slice(0, places).toReversed();
  last = twin ?? last;
  // A server may refuse what comes at once; one after the other they fit.
  for (let index = created.length; index < places; index++) last = (await createFresh(run, resource)).owned;
  return last === twin && resource.unique.length === 0 ? [last, other] : [last];
}

async function exceed(run: CaseRun, resource: Resource, message: string, credentials?: Credentials): Promise<void> {
  const variant = findVariant(run.variants, resource, 'create')!;
  const exchange = await run.send({
    variant,
    input: run.values.input(variant),
    expect: { kind: 'refusal', conditions: [resource.limit!.outcome], accepted: acceptance(resource, message) },
    ...(credentials && { credentials }),
  });
  const extra = run.world.createdBy(exchange);
  if (extra) await remove(run, extra);
}

/** A delete makes room for one, and for no more than one. */
async function free(run: CaseRun, resource: Resource, owned: Owned, twin: Owned | undefined): Promise<void> {
  const { max, outcome } = resource.limit!;
  const deleted = await remove(run, owned);
  if (!deleted || !isSuccess(deleted)) return;
  if (twin) await checkLeft(run, resource, twin, deleted);
  if (run.faults.length > 0) return;
  const variant = findVariant(run.variants, resource, 'create')!;
  const message = `to number ${max}, after one of ${max} was deleted`;
  const refused = {
    code: 'LimitNotFreed',
    message,
    contractPointer: rulePointer(resource, 'limit'),
    condition: outcome,
  } as const;
  const exchange = await run.send({ variant, input: run.values.input(variant), expect: { kind: 'success', refused } });
  if (run.world.createdBy(exchange))
    await exceed(run, resource, `to number ${max + 1} of at most ${max}, after a delete`);
  await uncount(run, resource);
}

/** What has another value than the limit counts makes room as well. */
async function uncount(run: CaseRun, resource: Resource): Promise<void> {
  const { counts: counted, max, outcome } = resource.limit!;
  const update = findVariant(run.variants, resource, 'update');
  const given = run.world.alive(resource).findLast(({ shared, shown }) => !shared && isCounted(resource, shown));
  if (counted === 'all' || !update || update.reach !== undefined || !given || run.faults.length > 0) return;
  const plain = inputFor(run, update, given);
  const pointer = update.spec!.body + counted.property;
  const schemaPointer = run.values.media(update.operation)?.schemaPointer;
  const next = otherValue(run, schemaPointer, plain.body, pointer, counted.equals);
  if (next === undefined) return;
  const input = { ...plain, body: setAt(structuredClone(plain.body), pointer, next) };
  const changed = await run.send({ variant: update, input, expect: { kind: 'probe' } });
  const { spec } = update;
  const isShown = spec!.answer === 'resource' && isCounted(resource, getAt(changed.response.json, spec!.at));
  if (!isSuccess(changed) || isShown) return;
  const variant = findVariant(run.variants, resource, 'create')!;
  const message = `to number ${max}, after one of ${max} had got another ${counted.property}`;
  const contractPointer = rulePointer(resource, 'limit');
  const refused = { code: 'LimitTooLow', message, contractPointer, condition: outcome } as const;
  await run.send({ variant, input: run.values.input(variant), expect: { kind: 'success', refused } });
}

async function tryOtherKeys(run: CaseRun, resource: Resource): Promise<void> {
  const variant = findVariant(run.variants, resource, 'create')!;
  const same = otherKey(run);
  const { max, outcome } = resource.limit!;
  if (same) await exceed(run, resource, `to number ${max + 1} of at most ${max}, with another key of the tenant`, same);
  // Below what is ours nobody else has any.
  const credentials = variant.parents ? undefined : otherTenant(run);
  if (!credentials || run.foundAnywhere('TenantNotIsolated')) return;
  const { items } = await readList(run, resource, credentials);
  if (items.filter((item) => counts(resource, item)).length >= max) return;
  const exchange = await run.send({
    variant,
    input: run.values.input(variant),
    credentials,
    expect: { kind: 'probe' },
  });
  if (isRefusedFor(run.contract, exchange, outcome)) {
    run.report({
      code: 'LimitShared',
      message: `${nameOf(exchange.operation)} answered ${exchange.response.status} to a tenant with ${items.length} of ${max} ${resource.name}s, because another tenant has ${max}.`,
      exchange,
      contractPointer: rulePointer(resource, 'limit'),
      key: `${resource.name} limit shared`,
    });
  }
  const created = run.world.createdBy(exchange);
  if (created) await remove(run, created);
}

function acceptance(resource: Resource, message: string): Acceptance {
  return { code: 'LimitNotEnforced', message, contractPointer: rulePointer(resource, 'limit') };
}

function isCounted(resource: Resource, shown: unknown): boolean {
  const { counts: counted } = resource.limit!;
  return counted === 'all' || getAt(shown, counted.property) === counted.equals;
}
