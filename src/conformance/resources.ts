/** Resources for cases to work with: created, shared and removed by the run itself. */
import type { Resource } from '../contract/behaviour.ts';
import { getAt, toPointer } from '../contract/pointer.ts';
import { type CaseRun, type Step, Skip } from './case.ts';
import type { FindingCode } from './codes.ts';
import { isRefusedFor } from './discriminators.ts';
import { type Exchange, isSuccess, nameOf } from './exchange.ts';
import { bind, type Input } from './input.ts';
import { countExisting, readList } from './listing.ts';
import { expectedRefusals } from './outcomes.ts';
import { bindParents } from './parents.ts';
import { once } from './stages.ts';
import { findVariant, type Variant } from './variants.ts';
import type { Owned, World } from './world.ts';

/** Something that a request can address. `owned` is absent for what a read-only run found in a list. */
export interface Target {
  readonly id: string;
  readonly owned?: Owned;
}

/** A resource that was just created, and how. */
export interface Created {
  readonly owned: Owned;
  readonly input: Input;
  readonly exchange: Exchange;
}

/**
 * Creates a resource that this case alone uses.
 * @throws Skip when it cannot be created or gives no id
 */
export async function createFresh(
  run: CaseRun,
  resource: Resource,
  options: { readonly full?: boolean } = {},
): Promise<Created> {
  const variant = requireCreate(run, resource);
  const reason = run.world.unavailable.get(resource.name);
  if (reason !== undefined) throw new Skip(reason);
  await makeRoom(run, resource);
  const input = run.values.input(variant, options);
  const exchange = await sendCreate(run, variant, input, expectCreated(run, resource));
  const owned = run.world.createdBy(exchange);
  if (owned) return { owned, input, exchange };
  const why = isSuccess(exchange) ? 'was created without an id' : `could not be created (${exchange.response.status})`;
  run.world.unavailable.set(resource.name, `a ${resource.name} ${why}`);
  throw new Skip(`a ${resource.name} ${why}`);
}

/**
 * A resource that cases share: they may read it and update it, not delete it.
 * @throws Skip when there is none
 */
export async function obtain(run: CaseRun, resource: Resource): Promise<Target> {
  const shared = run.world.alive(resource).find((owned) => owned.shared);
  if (shared) return { id: shared.id, owned: shared };
  if (run.readOnly) return findExisting(run, resource);
  const { owned } = await createFresh(run, resource);
  owned.shared = true;
  return { id: owned.id, owned };
}

/** How many resources fit where the contract declares no limit and the server has one. */
const capacities = new WeakMap<World, Map<string, number>>();

/**
 * Sends a create. A server may have a limit that its contract does not tell: what is refused beside others of the run
 * is tried again with one less, before anything is said about it.
 */
export async function sendCreate(
  run: CaseRun,
  variant: Variant,
  input: Input,
  expect: Step['expect'],
): Promise<Exchange> {
  const resource = variant.resource!;
  const others = run.world.alive(resource);
  if (resource.limit || others.length === 0) return run.send({ variant, input, expect });
  const exchange = await run.send({ variant, input, expect: { kind: 'probe' } });
  const { status } = exchange.response;
  if (isSuccess(exchange) || status === 401 || status >= 500) return exchange;
  const index = resource.unique.findIndex((rule) => isRefusedFor(run.contract, exchange, rule.outcome));
  if (index >= 0) {
    run.report({
      code: 'UniquenessTooStrict',
      message: `${nameOf(exchange.operation)} answered ${status} to a ${resource.unique[index]!.by.join(' and ')} that no other ${resource.name} has.`,
      exchange,
      contractPointer: `/x-resource${toPointer([resource.name, 'unique', index])}`,
    });
    return exchange;
  }
  await remove(run, others.findLast((owned) => !owned.shared) ?? others[0]!);
  const again = await run.send({ variant, input, expect });
  if (isSuccess(again))
    capacities.set(run.world, (capacities.get(run.world) ?? new Map()).set(resource.name, others.length));
  return again;
}

/** Deletes a resource of the run; does nothing when it is gone already or cannot be deleted. */
export async function remove(
  run: CaseRun,
  owned: Owned,
  expect: Step['expect'] = { kind: 'success' },
): Promise<Exchange | undefined> {
  const variant = findVariant(run.variants, owned.resource, 'delete');
  if (!variant || !owned.alive) return undefined;
  const input = inputFor(run, variant, { id: owned.id, owned });
  const exchange = await run.send({ variant, input, expect, credentials: owned.credentials });
  if (isSuccess(exchange)) await once(run, owned.resource, FIRST_DELETE, () => confirmGone(run, owned));
  return exchange;
}

/** The answer to a read of what was deleted, where `remove` has asked already. */
export async function readGone(run: CaseRun, { resource, id }: Owned): Promise<Exchange | undefined> {
  const confirmed = await once<Confirmed | undefined>(run, resource, FIRST_DELETE, async () => undefined);
  return confirmed?.id === id ? confirmed.exchange : undefined;
}

const FIRST_DELETE = 'first delete';

/** The read that followed the first delete of a kind. */
interface Confirmed {
  readonly id: string;
  readonly exchange: Exchange;
}

/** A delete that deletes nothing fills every limit: the run has to know it after the first one. */
async function confirmGone(run: CaseRun, { resource, id, credentials }: Owned): Promise<Confirmed | undefined> {
  const read = findVariant(run.variants, resource, 'read');
  const conditions = [resource.notFound];
  if (!read || expectedRefusals(run.contract, read.operation, conditions).length === 0) return undefined;
  const contractPointer = findVariant(run.variants, resource, 'delete')!.operation.pointer;
  const accepted = { code: 'DeletedStillReadable', message: 'to a read of what was deleted', contractPointer } as const;
  const input = inputFor(run, read, { id });
  const expect = { kind: 'refusal', conditions, accepted } as const;
  return { id, exchange: await run.send({ variant: read, input, expect, credentials }) };
}

/** A valid input for a variant, addressing the target. */
export function inputFor(
  run: CaseRun,
  variant: Variant,
  target: Target | undefined,
  options: { readonly full?: boolean } = {},
): Input {
  const input = run.values.input(variant, options);
  if (target === undefined || variant.id === undefined) return input;
  const isIt = ({ resource, id }: Owned): boolean => resource === variant.resource && id === target.id;
  const owned = target.owned ?? (variant.parents && run.world.owned.find(isIt));
  return bindParents(bind(input, variant.id, target.id), variant, owned?.parents ?? {});
}

function requireCreate(run: CaseRun, resource: Resource): Variant {
  const variant = findVariant(run.variants, resource, 'create');
  if (!variant) throw new Skip(`no operation creates a ${resource.name}`);
  if (variant.reach !== undefined && findVariant(run.variants, resource, 'delete') === undefined)
    throw new Skip(variant.reach);
  return variant;
}

/** A create below the limit that is refused for the limit says what is wrong. */
export function expectCreated(run: CaseRun, resource: Resource): Step['expect'] {
  const { world } = run;
  const { limit, name } = resource;
  // What could not be deleted may fill a limit that the contract does not declare.
  if (findDeleteFault(run) && world.deleted(resource).length > 0) {
    return {
      kind: 'either',
      conditions: [],
      accepted: { code: 'ValidRequestRefused', message: '', contractPointer: '' },
    };
  }
  const existing = world.existing.get(name);
  if (!limit || existing === undefined) return { kind: 'success' };
  const count = existing + world.alive(resource).length;
  const message = `to number ${count + 1}, although the limit is ${limit.max}`;
  const contractPointer = `/x-resource${toPointer([name])}/limit`;
  return { kind: 'success', refused: { condition: limit.outcome, code: 'LimitTooLow', message, contractPointer } };
}

/** Faults after which the server may count what was deleted. */
const deleteFaults: readonly FindingCode[] = [
  'DeletedStillReadable',
  'ResourceListedAfterDelete',
  'DeletedStillWritable',
];

/** The fault of a delete that leaves something behind, if one was found. */
export function findDeleteFault(run: CaseRun): FindingCode | undefined {
  return deleteFaults.find((code) => run.foundAnywhere(code));
}

/**
 * Under a limit the run may have to give up one of its own before it can create another.
 * @throws Skip when what was there before the run fills the limit
 */
export async function makeRoom(run: CaseRun, resource: Resource): Promise<void> {
  if (!resource.limit) {
    const capacity = capacities.get(run.world)?.get(resource.name) ?? Infinity;
    const alive = run.world.alive(resource);
    if (alive.length >= capacity) await remove(run, alive.findLast((owned) => !owned.shared) ?? alive[0]!);
    return;
  }
  const cause = findDeleteFault(run);
  if (cause && run.world.deleted(resource).length > 0)
    throw new Skip(`follows from ${cause}: what was deleted may still count`);
  const existing = await countExisting(run, resource);
  const own = run.world.alive(resource);
  if (existing + own.length < resource.limit.max) return;
  // What cases share is given up last.
  const given = own.findLast((owned) => !owned.shared) ?? own[0];
  if (!given)
    throw new Skip(
      `${existing} of ${resource.limit.max} ${resource.name}s were there before the run, so that none can be created`,
    );
  await remove(run, given);
}

async function findExisting(run: CaseRun, resource: Resource): Promise<Target> {
  const { items } = await readList(run, resource);
  const id =
    resource.id === undefined
      ? undefined
      : items.map((item) => getAt(item, resource.id!.property)).find((value) => value !== undefined);
  if (id === undefined) throw new Skip(`read-only, and there is no ${resource.name} yet`);
  return { id: String(id) };
}
