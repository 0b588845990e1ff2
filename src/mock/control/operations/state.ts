/** What the mock remembers: read it, put something in, forget it. */
import type { Secret } from '../../collection.ts';
import { hideMembers } from '../../log/redact.ts';
import type { Mount } from '../../mount.ts';
import { toOnlooker } from '../../request-log.ts';
import type { TenantState } from '../../store.ts';
import { DONE, toAnswer, type Route } from '../route.ts';
import { seed } from '../seed.ts';
import { findMount, selectTenant, selectTenants } from '../select.ts';

const SELECTORS = ['contract', 'tenant', 'key'] as const;

const listState: Route = {
  operation: 'listState',
  method: 'GET',
  path: '/state',
  query: SELECTORS,
  answer: ({ parts, query }) =>
    toAnswer(
      selectTenants(parts.mounts, query).flatMap(({ mount, tenant }) =>
        listTenants(mount, tenant).map((state) => ({
          contract: mount.contract.name,
          tenant: state.tenant,
          resources: mapKinds(mount, state, (records) => records.length),
        })),
      ),
    ),
};

const readState: Route = {
  operation: 'readState',
  method: 'GET',
  path: '/state/{contract}',
  query: ['tenant', 'key'],
  answer: ({ parts, path, query }) => {
    const mount = findMount(parts.mounts, path.contract!);
    const tenant = selectTenant(mount, query);
    return toAnswer(listTenants(mount, tenant).map((state) => toShownTenant(mount, state)));
  },
};

const seedState: Route = {
  operation: 'seedState',
  method: 'POST',
  path: '/state/{contract}',
  answer: ({ parts, path, body }) => {
    const mount = findMount(parts.mounts, path.contract!);
    const fields = body(['tenant', 'key', 'resources', 'replace']);
    const tenant = selectTenant(mount, fields);
    const state = seed(mount, tenant, fields.value('resources'), fields.flag('replace') ?? false);
    return toAnswer(toShownTenant(mount, state), 201);
  },
};

const resetState: Route = {
  operation: 'resetState',
  method: 'POST',
  path: '/reset',
  answer: ({ parts, body }) => {
    const fields = body(SELECTORS);
    const selected = selectTenants(parts.mounts, fields);
    if (!SELECTORS.some(fields.has)) parts.reset();
    else for (const { mount, tenant } of selected) forget(mount, tenant);
    return DONE;
  },
};

/** Routes of this file. */
export const stateRoutes: readonly Route[] = [listState, readState, seedState, resetState];

function forget(mount: Mount, tenant: string | undefined): void {
  if (tenant === undefined) return mount.reset();
  const { store, log } = mount.context;
  store.clear(tenant);
  log.clear({ contract: mount.contract.name, tenant });
  // A quota may belong to a key of the tenant; of a listed tenant all keys begin anew.
  const keys = (mount.contract.behaviour.keys?.list ?? []).filter((entry) => entry.tenant === tenant);
  mount.limiter.clear([tenant, ...keys.map(({ name }) => name)]);
}

function listTenants(mount: Mount, tenant: string | undefined): readonly TenantState[] {
  const tenants = mount.context.store.tenants();
  return tenant === undefined ? tenants : tenants.filter((state) => state.tenant === tenant);
}

function toShownTenant(mount: Mount, state: TenantState) {
  const { names } = toOnlooker(mount.contract);
  const now = mount.context.now();
  const countValid = (secrets: readonly Secret[]) => secrets.filter(({ validUntil }) => validUntil > now).length;
  return {
    tenant: state.tenant,
    properties: hideMembers(names, state.properties),
    resources: mapKinds(mount, state, (records) =>
      records.map(({ id, value, secrets }) => ({
        id,
        value: hideMembers(names, value),
        secrets: countValid(secrets),
      })),
    ),
  };
}

type Stored = ReturnType<Mount['context']['store']['collection']>['ordered'];

function mapKinds<Shown>({ contract, context }: Mount, state: TenantState, map: (records: Stored) => Shown) {
  return Object.fromEntries(
    contract.behaviour.resources.map((resource) => [
      resource.name,
      map(context.store.collection(state, resource).ordered),
    ]),
  );
}
