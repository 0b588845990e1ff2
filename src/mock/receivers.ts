/** Who receives an event: the stored resources that subscribe to it, with the secrets that sign for them. */
import type { Resource } from '../contract/behaviour.ts';
import { getAt, setAt } from '../contract/pointer.ts';
import type { Contract } from '../contract/types.ts';
import type { DispatcherOptions } from '../delivery/dispatch.ts';
import type { Endpoint } from '../delivery/job.ts';
import type { MockContext } from './context.ts';
import { getStored, type StoredResource } from './collection.ts';
import type { Store, TenantState } from './store.ts';

/** The endpoint part of a delivery job for one stored resource. */
export function toReceiver(
  { contract, now }: Pick<MockContext, 'contract' | 'now'>,
  resource: Resource,
  tenant: TenantState,
  stored: StoredResource,
): {
  readonly contract: Contract;
  readonly endpoint: Endpoint;
  readonly roots: Record<string, unknown>;
} {
  const time = now();
  const secrets = stored.secrets.filter(({ validUntil }) => validUntil > time).map(({ value }) => value);
  const url = String(getAt(stored.value, resource.subscriber?.url ?? '/url'));
  return {
    contract,
    endpoint: { id: stored.id, resource: resource.name, url, secrets, tenant: tenant.tenant },
    roots: { resource: stored.value, tenant: tenant.properties },
  };
}

/** How a dispatcher reaches the stored resource behind an endpoint: to see it again, and to switch it off. */
export function createReceiverAccess(
  contract: Contract,
  store: Store,
  now: () => number,
): Pick<DispatcherOptions, 'renew' | 'disable'> {
  const find = ({ id, resource: name, tenant: tenantName }: Endpoint) => {
    const resource = contract.behaviour.resources.find((candidate) => candidate.name === name);
    const tenant = store.tenants().find((candidate) => candidate.tenant === tenantName);
    const stored = resource && tenant && getStored(store.collection(tenant, resource), id);
    return stored && { resource, stored, tenant };
  };
  return {
    renew(endpoint) {
      const found = find(endpoint);
      if (!found) return 'the endpoint was deleted';
      if (!isActive(found.resource, found.stored)) return 'the endpoint is switched off';
      return toReceiver({ contract, now }, found.resource, found.tenant, found.stored);
    },
    disable(endpoint) {
      const found = find(endpoint);
      const active = found?.resource.subscriber?.active;
      if (!found || active === undefined) return;
      const value = structuredClone(found.stored.value);
      setAt(value, active, false);
      store.put(found.tenant, found.resource, { ...found.stored, value });
    },
  };
}

/** Receivers of an event in one tenant: active ones that subscribe to it, in the order of creation. */
export function listReceivers(
  context: MockContext,
  tenant: TenantState,
  event: string,
): ReturnType<typeof toReceiver>[] {
  return context.contract.behaviour.resources
    .filter((resource) => resource.subscriber)
    .flatMap((resource) =>
      context.store
        .collection(tenant, resource)
        .ordered.filter((stored) => isSubscribed(resource, stored, event))
        .map((stored) => toReceiver(context, resource, tenant, stored)),
    );
}

function isSubscribed(resource: Resource, stored: StoredResource, event: string): boolean {
  if (!isActive(resource, stored)) return false;
  const { events } = resource.subscriber!;
  const wanted = events === undefined ? undefined : getAt(stored.value, events);
  return !Array.isArray(wanted) || wanted.includes(event);
}

function isActive({ subscriber }: Resource, stored: StoredResource): boolean {
  return subscriber?.active === undefined || getAt(stored.value, subscriber.active) !== false;
}
