import type { Resource } from '../../contract/behaviour.ts';
import { getAt, toPointer } from '../../contract/pointer.ts';
import type { Json } from '../../contract/types.ts';
import { isObject } from '../../contract/value.ts';
import { type Case, type CaseCheck, type CaseRun, type Credentials, type PlanContext, Skip } from '../case.ts';
import { isSame } from '../compare.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { bind, type Input, toRequestPlace } from '../input.ts';
import { idOf, readList } from '../listing.ts';
import { look } from '../look.ts';
import { expectedRefusals } from '../outcomes.ts';
import { inputFor, obtain, remove } from '../resources.ts';
import { prepareInput } from '../targets.ts';
import { otherTenant } from '../tenants.ts';
import { resourceOf } from '../values/values.ts';
import { findVariant, type Variant } from '../variants.ts';
import { findFilters } from './filters.ts';
import { notFoundOf } from './negative-cases.ts';

/** With the key of another tenant the resource does not exist, and what is tried with it changes nothing. */
export const tenantIsolation: CaseCheck = {
  name: 'tenant-isolation',
  phase: 'auth',
  plan(context) {
    const { contract, options } = context;
    const credentials = otherTenant({ contract, tokens: options.tokens });
    if (!credentials) return [];
    return context.variants
      .filter((variant) => addresses(context, variant))
      .map((variant) => toCase(variant, credentials));
  },
};

/**
 * Uses that list or name a resource. A filter that names one of another tenant may find nothing, which is no refusal,
 * unless the contract says that it is not found.
 */
function addresses({ contract }: PlanContext, variant: Variant): boolean {
  const { operation, resource, role, id, reach, delivery } = variant;
  if (delivery !== undefined) return reach === undefined;
  if (resource?.kind !== 'collection' || reach !== undefined) return false;
  if (role === 'create') return variant.parents !== undefined;
  if (role !== undefined) return role === 'list' || id !== undefined;
  const isFilter = operation.method === 'get' && toRequestPlace(id)?.in === 'query';
  const lost = expectedRefusals(contract, operation, [notFoundOf(variant)]);
  return id !== undefined && (!isFilter || lost.some(({ status }) => status === 404 || status === 410));
}

function toCase(variant: Variant, credentials: Credentials): Case {
  const { delivery, role, resource } = variant;
  const what = delivery === undefined ? resource!.name : 'delivery';
  return {
    id: `auth ${variant.name} tenant-isolation`,
    phase: 'auth',
    operation: variant.operation,
    title: `hides the ${what} of another tenant from ${variant.name}`,
    async run(run) {
      if (delivery !== undefined) await sendOther(run, variant, await prepareInput(run, variant), credentials);
      else if (variant.parents && (role === 'list' || role === 'create'))
        await checkBelow(run, variant, resource!, credentials);
      else if (role === 'list') await checkList(run, variant, resource!, credentials);
      else await checkOne(run, variant, resource!, credentials);
    },
  };
}

/** What is another tenant's is not there. Only a contract that says no more than its statuses leaves 403 open. */
function sendOther(run: CaseRun, variant: Variant, input: Input, credentials: Credentials): Promise<Exchange> {
  const { operation } = variant;
  const conditions = [notFoundOf(variant)];
  const isDeclared = expectedRefusals(run.contract, operation, conditions).some(({ outcome }) => outcome !== undefined);
  return run.send({
    variant,
    input,
    credentials,
    expect: {
      kind: 'refusal',
      conditions,
      tolerated: isDeclared ? [] : [403, 404, 410],
      accepted: {
        code: 'TenantNotIsolated',
        message: 'to the key of another tenant',
        contractPointer: operation.pointer,
        key: toKey(variant),
      },
    },
  });
}

function toKey({ resource, delivery }: Variant): string {
  return `tenant ${delivery === undefined ? resource!.name : 'delivery'}`;
}

async function checkOne(run: CaseRun, variant: Variant, resource: Resource, credentials: Credentials): Promise<void> {
  if (run.found('TenantNotIsolated', variant.operation)) throw new Skip('follows from TenantNotIsolated');
  const target = await obtain(run, resource);
  const changes = variant.role === 'update' || variant.role === 'delete';
  const before = changes ? await peek(run, resource, target.id) : undefined;
  const input = inputFor(run, variant, target, { full: variant.role === 'update' });
  const exchange = await sendOther(run, variant, input, credentials);
  // A success is reported already; one that took the resource away leaves nothing to work with.
  if (isSuccess(exchange)) return;
  const after = before?.value === undefined ? undefined : await peek(run, resource, target.id);
  if (!after || (!after.isGone && !hasTaken(variant, input, before?.value, after.value))) return;
  if (after.isGone && target.owned) target.owned.alive = false;
  run.report({
    code: 'TenantNotIsolated',
    message: `${nameOf(variant.operation)} answered ${exchange.response.status} to the key of another tenant, and ${after.isGone ? 'removed' : 'changed'} the ${resource.name} all the same.`,
    exchange,
    contractPointer: variant.operation.pointer,
    key: toKey(variant),
  });
}

/** What is shown of the resource now; that it is gone is not yet a fault. Undefined: no operation shows it. */
async function peek(
  run: CaseRun,
  resource: Resource,
  id: string,
): Promise<{ readonly value: unknown; readonly isGone: boolean } | undefined> {
  const read = findVariant(run.variants, resource, 'read');
  if (!read) {
    const seen = await look(run, resource, id);
    return seen && { value: seen.value, isGone: seen.value === undefined };
  }
  const { response } = await run.send({
    variant: read,
    input: inputFor(run, read, { id }),
    expect: { kind: 'anything' },
  });
  return {
    value: response.status < 300 ? getAt(response.json, read.spec!.at) : undefined,
    isGone: response.status === 404 || response.status === 410,
  };
}

/** Whether a property has the value that was refused, and did not have it before. */
function hasTaken(variant: Variant, input: Input, before: unknown, after: unknown): boolean {
  const sent = resourceOf(input, variant);
  return Object.entries(isObject(sent) ? sent : {}).some(([name, value]) => {
    const pointer = toPointer([name]);
    return isSame(getAt(after, pointer), value) && !isSame(getAt(before, pointer), value);
  });
}

/** What stands below a resource of another tenant is as far away as the resource itself. */
async function checkBelow(run: CaseRun, variant: Variant, resource: Resource, credentials: Credentials): Promise<void> {
  const { operation, spec, role } = variant;
  const message = 'to the key of another tenant';
  const accepted = {
    code: 'TenantNotIsolated',
    message,
    contractPointer: operation.pointer,
    key: toKey(variant),
  } as const;
  const conditions = variant.parents!.map((parent) => parent.resource.notFound);
  const refused = { conditions, tolerated: [403, 404, 410], accepted };
  const target = role === 'list' ? await obtain(run, resource) : undefined;
  // A list may be empty for who may see nothing of it.
  const expect = { kind: target ? ('either' as const) : ('refusal' as const), ...refused };
  const exchange = await run.send({ variant, input: run.values.input(variant), credentials, expect });
  const created = run.world.createdBy(exchange);
  if (created) await remove(run, created, { kind: 'probe' });
  const items = target && getAt(exchange.response.json, spec!.at);
  if (Array.isArray(items) && items.some((item) => idOf(resource, item) === target!.id))
    reportListed(run, variant, exchange);
}

async function checkList(run: CaseRun, variant: Variant, resource: Resource, credentials: Credentials): Promise<void> {
  const { id, owned } = await obtain(run, resource);
  const { items, exchange } = await readList(run, resource, credentials);
  const shows = (entries: readonly unknown[]): boolean => entries.some((item) => idOf(resource, item) === id);
  if (shows(items)) return reportListed(run, variant, exchange);
  // A filter may be another query, and that one look at no tenant.
  const input = toFiltered(run, variant, resource, owned?.shown);
  if (!input) return;
  const filtered = await run.send({ variant, input, credentials, expect: { kind: 'success' } });
  const found = getAt(filtered.response.json, variant.spec!.at);
  if (Array.isArray(found) && shows(found)) reportListed(run, variant, filtered);
}

/** A request for the entries that are like one of the run's; undefined where the list has no such filter. */
function toFiltered(run: CaseRun, variant: Variant, resource: Resource, shown: unknown): Input | undefined {
  const wanted = findFilters(run, resource, run.variants).flatMap(({ parameter: { name }, values }) => {
    const value = getAt(shown, toPointer([name]));
    return values.some((known) => known === value) ? [[name, value as Json] as const] : [];
  });
  if (wanted.length === 0) return undefined;
  return wanted.reduce(
    (input, [name, value]) => bind(input, `$request.query.${name}`, value),
    run.values.input(variant),
  );
}

function reportListed(run: CaseRun, variant: Variant, exchange: Exchange): void {
  run.report({
    code: 'TenantNotIsolated',
    message: `${nameOf(variant.operation)} shows another tenant the ${variant.resource!.name}.`,
    exchange,
    contractPointer: variant.operation.pointer,
    key: toKey(variant),
  });
}
