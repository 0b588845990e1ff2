/** What the mock remembers: resources per tenant. Everything is synchronous, so a rule and its write are one step. */
import type { Resource } from '../contract/behaviour.ts';
import {
  createCollection,
  createCollectionKind,
  putStored,
  removeStored,
  type Collection,
  type StoredResource,
} from './collection.ts';
import { fromStoredRecord, toStoredRecord, type StoreJournal, type StoreState } from './store-state.ts';

/** A tenant: a merchant, an organisation, a workspace. Its resources are read with {@link Store.collection}. */
export interface TenantState {
  readonly tenant: string;
  /** Properties of the tenant, read as `$tenant#/…`. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** All tenants of one contract. */
export interface Store {
  /** The tenant of a name, made when it is first named. */
  tenant(name: string): TenantState;
  tenants(): readonly TenantState[];
  /** The resources of one kind, to be read. */
  collection(tenant: TenantState, resource: Resource): Collection;
  put(tenant: TenantState, resource: Resource, stored: StoredResource): void;
  remove(tenant: TenantState, resource: Resource, id: string): void;
  nextSequence(): number;
  /** Forgets everything, or one tenant. */
  clear(tenant?: string): void;
  /** Everything as plain JSON. */
  export(): StoreState;
  /** Puts a state in the place of the present one. Resources of kinds that this store does not know are left out. */
  import(state: StoreState): void;
}

/** Parts of a store. */
export interface StoreOptions {
  readonly resources: readonly Resource[];
  /** Makes the properties of a tenant. */
  readonly describe: (tenant: string) => Readonly<Record<string, unknown>>;
  /** Tenants that may be forgotten, the least recently used first, when there are more than `maxTenants` of them. */
  readonly isTransient: (tenant: string) => boolean;
  readonly maxTenants: number;
  readonly journal?: StoreJournal | undefined;
}

interface Tenant extends TenantState {
  /** In the order of the contract's resources; a place stays empty until something is stored there. */
  readonly collections: (Collection | undefined)[];
  lastUsed: number;
}

/** Creates an empty store. */
export function createStore(options: StoreOptions): Store {
  const { journal, maxTenants, resources } = options;
  const kinds = resources.map(createCollectionKind);
  const places = new Map(resources.map(({ name }, index) => [name, index]));
  const empty = kinds.map(createCollection);
  const tenants = new Map<string, Tenant>();
  let sequence = 0;
  let uses = 0;

  function add(name: string, properties = options.describe(name)): Tenant {
    const tenant: Tenant = { tenant: name, properties, collections: [], lastUsed: 0 };
    tenants.set(name, tenant);
    journal?.putTenant(name, properties);
    if (tenants.size > maxTenants) forgetOldest();
    return tenant;
  }

  // A quarter at once, so that a full store costs no search per request.
  function forgetOldest(): void {
    const transient = [...tenants.values()].filter((tenant) => options.isTransient(tenant.tenant));
    if (transient.length <= maxTenants) return;
    transient.sort((a, b) => a.lastUsed - b.lastUsed);
    for (const { tenant } of transient.slice(0, Math.ceil(maxTenants / 4))) remove(tenant);
  }

  function remove(name: string): void {
    if (tenants.delete(name)) journal?.clear(name);
  }

  function find(tenant: TenantState, resource: Resource): Collection | undefined {
    return (tenant as Tenant).collections[places.get(resource.name)!];
  }

  const store: Store = {
    tenant(name) {
      const tenant = tenants.get(name) ?? add(name);
      tenant.lastUsed = ++uses;
      return tenant;
    },
    tenants: () => [...tenants.values()],
    collection: (tenant, resource) => find(tenant, resource) ?? empty[places.get(resource.name)!]!,
    put(tenant, resource, stored) {
      journal?.putResource(tenant.tenant, resource.name, stored);
      const place = places.get(resource.name)!;
      const collection = ((tenant as Tenant).collections[place] ??= createCollection(kinds[place]!));
      putStored(collection, stored);
    },
    remove(tenant, resource, id) {
      journal?.removeResource(tenant.tenant, resource.name, id);
      const collection = find(tenant, resource);
      if (collection) removeStored(collection, id);
    },
    nextSequence: () => ++sequence,
    clear(tenant) {
      if (tenant !== undefined) return remove(tenant);
      tenants.clear();
      journal?.clear();
    },
    export: () => ({
      sequence,
      tenants: [...tenants.values()].map(({ tenant, properties, collections }) => ({
        tenant,
        properties,
        resources: Object.fromEntries(
          resources.map(({ name }, index) => [name, (collections[index]?.ordered ?? []).map(toStoredRecord)]),
        ),
      })),
    }),
    import(state) {
      store.clear();
      for (const record of state.tenants) {
        const tenant = add(record.tenant, record.properties);
        tenant.lastUsed = ++uses;
        for (const resource of resources) {
          for (const stored of record.resources[resource.name] ?? [])
            store.put(tenant, resource, fromStoredRecord(stored));
        }
      }
      sequence = state.sequence;
    },
  };
  return store;
}
