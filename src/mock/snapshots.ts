/** Snapshots: the state of contracts at a moment, kept under a name or as a JSON document. */
import { getAt, parsePointer, setTokens } from '../contract/pointer.ts';
import { copyJson } from '../contract/value.ts';
import { issueSecret } from './roles/secret.ts';
import { REDACTED } from './log/redact.ts';
import type { Mount, MountState } from './mount.ts';
import { fromStoredRecord, toStoredRecord, type StoredRecord } from './store-state.ts';

/** The state of one or more contracts: resources, tenants and quotas. */
export interface SnapshotDocument {
  readonly hookspec: 'snapshot';
  readonly version: 1;
  /** ISO 8601. */
  readonly savedAt: string;
  /** By name of the contract. */
  readonly contracts: Readonly<Record<string, MountState>>;
}

/** Takes a snapshot. @param now milliseconds since 1970 */
export function takeSnapshot(mounts: Iterable<Mount>, now: number): SnapshotDocument {
  const contracts = Object.fromEntries([...mounts].map((mount) => [mount.contract.name, mount.export()]));
  return { hookspec: 'snapshot', version: 1, savedAt: new Date(now).toISOString(), contracts };
}

/**
 * Puts the state of a snapshot in the place of the present one; contracts that it does not hold stay as they are. Secrets
 * that were left out of the document are made anew.
 */
export function restoreSnapshot(mounts: ReadonlyMap<string, Mount>, snapshot: SnapshotDocument): void {
  for (const [name, state] of Object.entries(snapshot.contracts)) {
    const mount = mounts.get(name);
    if (mount) mount.import(mapRecords(state, (kind, record) => renewSecret(mount, kind, record)));
  }
}

/** Contracts of a snapshot that are not served. */
export function listMissing(mounts: ReadonlyMap<string, Mount>, snapshot: SnapshotDocument): string[] {
  return Object.keys(snapshot.contracts).filter((name) => !mounts.has(name));
}

/** The same snapshot without the signing secrets of its resources. */
export function withoutSecrets(mounts: ReadonlyMap<string, Mount>, snapshot: SnapshotDocument): SnapshotDocument {
  const contracts = Object.entries(snapshot.contracts).map(([name, state]) => {
    const resources = mounts.get(name)?.contract.behaviour.resources ?? [];
    const hide = (kind: string, record: StoredRecord): StoredRecord => {
      const secrets = record.secrets.map((secret) => ({ ...secret, value: REDACTED }));
      const property = resources.find((resource) => resource.name === kind)?.secret?.property;
      if (property === undefined || getAt(record.value, property) === undefined) return { ...record, secrets };
      const value = setTokens(copyJson(record.value), parsePointer(property), REDACTED) as StoredRecord['value'];
      return { ...record, value, secrets };
    };
    return [name, mapRecords(state, hide)] as const;
  });
  return { ...snapshot, contracts: Object.fromEntries(contracts) };
}

function renewSecret(mount: Mount, kind: string, record: StoredRecord): StoredRecord {
  const resource = mount.contract.behaviour.resources.find(({ name }) => name === kind);
  if (!resource || record.secrets.every(({ value }) => value !== REDACTED)) return record;
  return toStoredRecord(issueSecret(mount.context, resource, fromStoredRecord({ ...record, secrets: [] })));
}

function mapRecords(state: MountState, map: (kind: string, record: StoredRecord) => StoredRecord): MountState {
  const tenants = state.tenants.map((tenant) => ({
    ...tenant,
    resources: Object.fromEntries(
      Object.entries(tenant.resources).map(([kind, records]) => [kind, records.map((record) => map(kind, record))]),
    ),
  }));
  return { ...state, tenants };
}
