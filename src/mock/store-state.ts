/** The state of a store as plain JSON, and who is told when it changes. */
import type { StoredResource } from './collection.ts';

/** Told of each change of a resource before it is made, so a change that cannot be written is not made at all. */
export interface StoreJournal {
  putTenant(tenant: string, properties: Readonly<Record<string, unknown>>): void;
  /** Adds a resource or replaces the one with its id. */
  putResource(tenant: string, resource: string, stored: StoredResource): void;
  removeResource(tenant: string, resource: string, id: string): void;
  /** Everything is forgotten, or one tenant with all it has. */
  clear(tenant?: string): void;
  /** Sequences go on above this one. */
  setSequence(sequence: number): void;
  /** Several changes that belong together: all of them are kept, or none. */
  atomically(run: () => void): void;
}

/** A store as plain JSON. */
export interface StoreState {
  /** Highest sequence given so far. */
  readonly sequence: number;
  readonly tenants: readonly TenantRecord[];
}

/** A tenant and its resources by name of their kind, oldest first. */
export interface TenantRecord {
  readonly tenant: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly resources: Readonly<Record<string, readonly StoredRecord[]>>;
}

/** A stored resource as plain JSON; the `validUntil` of a current secret is null. */
export interface StoredRecord extends Omit<StoredResource, 'secrets'> {
  readonly secrets: readonly { readonly value: string; readonly validUntil: number | null }[];
}

/** To plain JSON. */
export function toStoredRecord(stored: StoredResource): StoredRecord {
  const secrets = stored.secrets.map(({ value, validUntil }) => ({
    value,
    validUntil: Number.isFinite(validUntil) ? validUntil : null,
  }));
  return { ...stored, secrets };
}

/** From plain JSON. */
export function fromStoredRecord(record: StoredRecord): StoredResource {
  const secrets = record.secrets.map(({ value, validUntil }) => ({
    value,
    validUntil: validUntil ?? Number.POSITIVE_INFINITY,
  }));
  return { ...record, secrets };
}
