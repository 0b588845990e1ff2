/** What the mock remembers: resources per tenant. Everything is synchronous, so a rule and its write are one step. */
import type { Resource } from '../contract/behaviour.ts';

/** A stored resource. */
export interface StoredResource {
  /** Position in the order of creation; grows by one, is never reused. */
  readonly sequence: number;
  readonly id: string;
  /** All stored properties, the secret included. */
  value: Record<string, unknown>;
  /** Signing secrets, newest first; a predecessor counts until `validUntil` (ms since 1970). */
  secrets: { readonly value: string; readonly validUntil: number }[];
}

/** Resources of one tenant. */
export interface TenantState {
  readonly tenant: string;
  /** Properties of the tenant, read as `$tenant#/…`. */
  readonly properties: Record<string, unknown>;
  collection(resource: Resource): Map<string, StoredResource>;
}

/** All tenants of one contract. */
export interface Store {
  tenant(name: string): TenantState;
  tenants(): readonly TenantState[];
  nextSequence(): number;
  /** Forgets everything, or one tenant. */
  clear(tenant?: string): void;
}

/** Creates an empty store. `describe` makes the properties of a tenant when it first appears. */
export function createStore(describe: (tenant: string) => Record<string, unknown>): Store {
  const tenants = new Map<string, TenantState>();
  let sequence = 0;
  return {
    tenant(name) {
      const known = tenants.get(name);
      if (known) return known;
      const collections = new Map<string, Map<string, StoredResource>>();
      const state: TenantState = {
        tenant: name,
        properties: describe(name),
        collection(resource) {
          let collection = collections.get(resource.name);
          if (!collection) collections.set(resource.name, (collection = new Map()));
          return collection;
        },
      };
      tenants.set(name, state);
      return state;
    },
    tenants: () => [...tenants.values()],
    nextSequence: () => ++sequence,
    clear(tenant) {
      if (tenant === undefined) tenants.clear();
      else tenants.delete(tenant);
    },
  };
}
