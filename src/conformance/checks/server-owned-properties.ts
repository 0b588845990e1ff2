import type { Resource } from '../../contract/behaviour.ts';
import { getAt, setAt } from '../../contract/pointer.ts';
import { schemasAt } from '../../contract/schema-at.ts';
import { toFacets } from '../../contract/instance/facets.ts';
import { type Case, type CaseCheck, type CaseRun, type PlanContext, Skip } from '../case.ts';
import { isSame } from '../compare.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { toRequestPlace } from '../input.ts';
import { look } from '../look.ts';
import { createFresh, inputFor, makeRoom, obtain, remove } from '../resources.ts';
import { findServerOwned, type ServerOwned } from '../server-owned.ts';
import { findVariant, type Variant } from '../variants.ts';
import type { Owned } from '../world.ts';

/** Requests with one property alone, after one with all was refused. */
const MOST_ALONE = 2;

/** A client cannot set what is the server's: its id, its secret, its times. */
export const serverOwnedProperties: CaseCheck = {
  name: 'server-owned-properties',
  phase: 'negative',
  plan: (context) =>
    context.contract.behaviour.resources.flatMap((resource) =>
      (['create', 'update'] as const).flatMap((role) => planRole(context, resource, role)),
    ),
};

function planRole({ variants, values }: PlanContext, resource: Resource, role: 'create' | 'update'): Case[] {
  const variant = findVariant(variants, resource, role);
  const create = findVariant(variants, resource, 'create');
  if (!variant || !create || !values.media(variant.operation)) return [];
  const reach = variant.reach ?? create.reach;
  return [
    {
      id: `negative ${variant.name} server-owned properties`,
      phase: 'negative',
      operation: variant.operation,
      title: `sets nothing that is the server's own when ${variant.name} names it`,
      ...(reach !== undefined && { skip: reach }),
      run: (run) => (role === 'create' ? tryCreate(run, resource, variant) : tryUpdate(run, resource, variant)),
    },
  ];
}

async function tryCreate(run: CaseRun, resource: Resource, variant: Variant): Promise<void> {
  const all = findOwned(run, resource, variant, (await obtain(run, resource)).owned);
  for (const owned of toTries(resource, all)) {
    await makeRoom(run, resource);
    const exchange = await sendWith(run, variant, run.values.input(variant), owned);
    await judgeCreate(run, resource, variant, owned, exchange);
    if (isSuccess(exchange) || exchange.response.status >= 500) return;
  }
}

async function judgeCreate(
  run: CaseRun,
  resource: Resource,
  variant: Variant,
  owned: readonly ServerOwned[],
  exchange: Exchange,
): Promise<void> {
  const created = run.world.createdBy(exchange);
  if (!created) return;
  const at = variant.spec?.answer === 'resource' ? variant.spec.at : undefined;
  const taken = at === undefined ? [] : owned.filter((entry) => isTaken(entry, getAt(exchange.response.json, at)));
  await report(run, resource, exchange, at ?? '', owned, taken, created.id);
  // An id that only the answer has names nothing.
  const isNamed = !taken.some(({ pointer }) => pointer === resource.id?.property);
  await remove(run, created, isNamed ? undefined : { kind: 'probe' });
}

async function tryUpdate(run: CaseRun, resource: Resource, variant: Variant): Promise<void> {
  const { owned: target } = await createFresh(run, resource);
  for (const owned of toTries(resource, findOwned(run, resource, variant, target))) {
    const exchange = await sendWith(run, variant, inputFor(run, variant, target), owned);
    if (exchange.response.status >= 500) break;
    if (!isSuccess(exchange)) continue;
    const at = variant.spec?.answer === 'resource' ? variant.spec.at : undefined;
    const taken = at === undefined ? [] : owned.filter((entry) => isTaken(entry, getAt(exchange.response.json, at)));
    await report(run, resource, exchange, at ?? '', owned, taken, target.id);
    break;
  }
  await remove(run, target);
}

/** All at once; where that is refused, those alone that a server may know: the id, and what only a create sets. */
function toTries(resource: Resource, owned: readonly ServerOwned[]): (readonly ServerOwned[])[] {
  const known = owned.filter(({ pointer, isFixed }) => isFixed || pointer === resource.id?.property);
  return [owned, ...(owned.length > 1 ? known.slice(0, MOST_ALONE).map((entry) => [entry]) : [])];
}

/** @throws Skip when the contract names none that an answer would show */
function findOwned(run: CaseRun, resource: Resource, variant: Variant, model: Owned | undefined): ServerOwned[] {
  const id = toRequestPlace(variant.id);
  const base = variant.spec?.body ?? '';
  const owned = findServerOwned(
    run,
    run.variants,
    resource,
    model?.shown,
    variant.role === 'update' ? 'update' : 'create',
  ).filter(({ pointer }) => !(id?.in === 'body' && id.pointer === base + pointer));
  if (owned.length === 0) throw new Skip(`no answer shows a property of a ${resource.name} that is the server's own`);
  return owned;
}

function sendWith(
  run: CaseRun,
  variant: Variant,
  input: ReturnType<CaseRun['values']['input']>,
  owned: readonly ServerOwned[],
): Promise<Exchange> {
  let body: unknown = structuredClone(input.body ?? {});
  for (const { pointer, value } of owned) body = setAt(body, (variant.spec?.body ?? '') + pointer, value);
  // Whether it refuses the request or leaves these properties aside is its own choice.
  return run.send({ variant, input: { ...input, body }, expect: { kind: 'probe' } });
}

function isTaken({ pointer, value }: ServerOwned, shown: unknown): boolean {
  return isSame(getAt(shown, pointer), value);
}

/** One fault, whatever and however many were taken. What the answer does not show, a later look may. */
async function report(
  run: CaseRun,
  resource: Resource,
  exchange: Exchange,
  at: string,
  owned: readonly ServerOwned[],
  taken: readonly ServerOwned[],
  id: string,
): Promise<void> {
  const seen = taken.length > 0 ? undefined : await look(run, resource, id);
  const found = seen ? owned.filter((entry) => isTaken(entry, seen.value)) : taken;
  const [first] = found;
  if (!first) return;
  const names = found.map(({ pointer }) => pointer).join(', ');
  const own = found.length === 1 ? 'only the server sets it' : 'only the server sets them';
  const rule = first.isFixed ? 'an update may not name it' : own;
  // A contract that lets an update name anything does not say that this is for ever.
  const isOpen = found.every(({ isFixed }) => isFixed) && !isClosed(run, exchange.variant);
  run.report({
    code: 'ServerOwnedPropertyAccepted',
    message: `${nameOf(exchange.operation)} took over ${names} from the request; ${rule}.`,
    contractPointer: first.schemaPointer,
    // A schema that is closed says by itself what an update may not name.
    ...(!(first.isFixed && !isOpen) && { restsOn: [`/x-resource/${resource.name}`] }),
    responsePointer: (seen?.at ?? at) + first.pointer,
    exchange,
    expected: 'the value of the server',
    received: JSON.stringify(first.value),
    key: `${resource.name} server-owned`,
    ...(isOpen && { severity: 'warning' as const }),
  });
}

/** Whether a request may name nothing that its schema does not. */
function isClosed(run: CaseRun, { operation, spec }: Variant): boolean {
  const body = run.values.media(operation)?.schemaPointer;
  const places = body === undefined ? [] : (schemasAt(run.contract.document, body, spec?.body ?? '') ?? []);
  return places.flatMap((place) => toFacets(run, place)).some(({ schema }) => schema['additionalProperties'] === false);
}
