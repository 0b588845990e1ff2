/** Reads a snapshot document that somebody kept: everything that is taken over is looked at first. */
import type { SnapshotDocument } from './snapshots.ts';

/** A snapshot, or one sentence about what is wrong with it. */
export function readSnapshot(value: unknown): SnapshotDocument | string {
  if (!isObject(value) || value.hookspec !== 'snapshot') return 'This is no snapshot: it lacks "hookspec": "snapshot"';
  if (value.version !== 1) return `Snapshots of version ${String(value.version)} cannot be read, only of version 1`;
  if (typeof value.savedAt !== 'string' || Number.isNaN(Date.parse(value.savedAt))) return 'The savedAt is no time';
  if (!isObject(value.contracts)) return 'The contracts of the snapshot are no object';
  for (const [name, state] of Object.entries(value.contracts)) {
    const problem = checkState(state);
    if (problem !== undefined) return `The snapshot cannot be used: in ${name}, ${problem}`;
  }
  return value as unknown as SnapshotDocument;
}

function checkState(state: unknown): string | undefined {
  if (!isObject(state)) return 'the state is no object';
  if (!isCount(state.sequence)) return 'the sequence is no whole number';
  if (!Array.isArray(state.tenants)) return 'the tenants are no list';
  if (!Array.isArray(state.quotas) || !state.quotas.every(isWindow)) return 'the quotas are no list of windows';
  for (const tenant of state.tenants as unknown[]) {
    if (!isObject(tenant) || typeof tenant.tenant !== 'string') return 'a tenant has no name';
    const { properties, resources } = tenant;
    if (!isObject(properties)) return `the tenant ${tenant.tenant} has no properties`;
    if (!isObject(resources)) return `the tenant ${tenant.tenant} has no resources`;
    for (const [kind, records] of Object.entries(resources)) {
      if (!Array.isArray(records) || !isOrdered(records as unknown[], state.sequence as number)) {
        return `the ${kind} resources of ${tenant.tenant} are no list of records with growing sequences`;
      }
    }
  }
  return undefined;
}

function isOrdered(records: readonly unknown[], highest: number): boolean {
  let last = 0;
  return records.every((record) => {
    if (!isRecord(record) || record.sequence <= last || record.sequence > highest) return false;
    last = record.sequence;
    return true;
  });
}

function isRecord(value: unknown): value is { sequence: number } {
  return (
    isObject(value) &&
    isCount(value.sequence) &&
    typeof value.id === 'string' &&
    isObject(value.value) &&
    (value.within === undefined || typeof value.within === 'string') &&
    Array.isArray(value.secrets) &&
    value.secrets.every(isSecret)
  );
}

function isSecret(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.value === 'string' &&
    (value.validUntil === null || typeof value.validUntil === 'number')
  );
}

function isWindow(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.quota === 'string' &&
    typeof value.owner === 'string' &&
    typeof value.start === 'number' &&
    typeof value.end === 'number' &&
    isCount(value.used)
  );
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
