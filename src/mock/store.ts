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
  /** Tenants that may be forgotten when there are too many. */
  readonly isTransient: (tenant: string) => boolean;
  /**
   * Most transient tenants that were used more than once; the least recently used are forgotten first. Of those used only
   * once a twentieth as many are kept: keys that are invented for one request would else fill the memory.
   */
  readonly maxTenants: number;
  readonly journal?: StoreJournal | undefined;
  /** Told of each resource that is removed by itself, not with its tenant. */
  readonly onRemove?: ((resource: string, id: string) => void) | undefined;
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
  // Used once so far, the oldest first. Most of them are garbage before the collector would have to move them.
  const guests = new Map<string, Tenant>();
  const maxGuests = Math.max(1, Math.ceil(maxTenants / 20));
  let sequence = 0;
  let uses = 0;

  function add(name: string, properties = options.describe(name)): Tenant {
    const tenant: Tenant = { tenant: name, properties, collections: [], lastUsed: ++uses };
    journal?.putTenant(name, properties);
    if (!options.isTransient(name)) tenants.set(name, tenant);
    else if (guests.set(name, tenant).size > maxGuests) remove(guests.keys().next().value!);
    return tenant;
  }

  function welcome(guest: Tenant): Tenant {
    guests.delete(guest.tenant);
    tenants.set(guest.tenant, guest);
    if (tenants.size > maxTenants) forgetOldest();
    return guest;
  }

  // A quarter at once, so that a full store costs no search per request.
  function forgetOldest(): void {
    const transient = [...tenants.values()].filter((tenant) => options.isTransient(tenant.tenant));
    if (transient.length <= maxTenants) return;
    transient.sort((a, b) => a.lastUsed - b.lastUsed);
    for (const { tenant } of transient.slice(0, Math.ceil(maxTenants / 4))) remove(tenant);
  }

  function remove(name: string): void {
    if (!guests.has(name) && !tenants.has(name)) return;
    journal?.clear(name);
    guests.delete(name);
    tenants.delete(name);
  }

  function find(tenant: TenantState, resource: Resource): Collection | undefined {
    return (tenant as Tenant).collections[places.get(resource.name)!];
  }

  function list(): Tenant[] {
    return [...tenants.values(), ...guests.values()];
  }

  function replace(state: StoreState): void {
    store.clear();
    for (const record of state.tenants) {
      const tenant = welcome(add(record.tenant, record.properties));
      for (const resource of resources) {
        for (const stored of record.resources[resource.name] ?? []) {
          store.put(tenant, resource, fromStoredRecord(stored));
        }
      }
    }
    sequence = state.sequence;
    journal?.setSequence(sequence);
  }

  const store: Store = {
    tenant(name) {
      const known = tenants.get(name);
      if (known) {
        known.lastUsed = ++uses;
        return known;
      }
      const guest = guests.get(name);
      return guest ? welcome(guest) : add(name);
    },
    tenants: () => list(),
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
      options.onRemove?.(resource.name, id);
    },
    nextSequence: () => ++sequence,
    clear(tenant) {
      if (tenant !== undefined) return remove(tenant);
      journal?.clear();
      tenants.clear();
      guests.clear();
    },
    export: () => ({
      sequence,
      tenants: list().map(({ tenant, properties, collections }) => ({
        tenant,
        properties,
        resources: Object.fromEntries(
          resources.map(({ name }, index) => [name, (collections[index]?.ordered ?? []).map(toStoredRecord)]),
        ),
      })),
    }),
    import(state) {
      if (!journal) return replace(state);
      const before = { sequence, kept: [...tenants], visiting: [...guests] };
      try {
        journal.atomically(() => replace(state));
      } catch (error) {
        // What cannot be written is not made either.
        tenants.clear();
        guests.clear();
        for (const [name, tenant] of before.kept) tenants.set(name, tenant);
        for (const [name, tenant] of before.visiting) guests.set(name, tenant);
        sequence = before.sequence;
        throw error;
      }
    },
  };
  return store;
}
