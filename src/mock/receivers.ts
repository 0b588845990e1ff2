/** Who receives an event: the stored resources that subscribe to it, with the secrets that sign for them. */
import type { Resource } from '../contract/behaviour.ts';
import { getAt } from '../contract/pointer.ts';
import type { Endpoint } from '../delivery/job.ts';
import type { MockContext } from './context.ts';
import type { StoredResource } from './collection.ts';
import type { TenantState } from './store.ts';

/** The endpoint part of a delivery job for one stored resource. */
export function toReceiver(
  context: MockContext,
  resource: Resource,
  tenant: TenantState,
  stored: StoredResource,
): {
  readonly contract: MockContext['contract'];
  readonly endpoint: Endpoint;
  readonly roots: Record<string, unknown>;
} {
  const now = context.now();
  const secrets = stored.secrets.filter(({ validUntil }) => validUntil > now).map(({ value }) => value);
  const url = String(getAt(stored.value, resource.subscriber?.url ?? '/url'));
  return {
    contract: context.contract,
    endpoint: { id: stored.id, resource: resource.name, url, secrets, tenant: tenant.tenant },
    roots: { resource: stored.value, tenant: tenant.properties },
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
  const { active, events } = resource.subscriber!;
  if (active !== undefined && getAt(stored.value, active) === false) return false;
  const wanted = events === undefined ? undefined : getAt(stored.value, events);
  return !Array.isArray(wanted) || wanted.includes(event);
}
