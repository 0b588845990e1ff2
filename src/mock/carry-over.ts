/** What of a mock's state a changed contract can keep. */
import { getAt } from '../contract/pointer.ts';
import { createSchemaCompiler } from '../contract/schema.ts';
import type { Contract } from '../contract/types.ts';
import type { MountState } from './mount.ts';
import type { StoredRecord } from './store-state.ts';

/** The state that still fits, and how many resources do not. */
export interface CarriedState {
  readonly state: MountState;
  readonly dropped: number;
}

/**
 * Leaves out resources of kinds that are gone, those without the id property, and those that the resource's schema allowed
 * before and refuses now. Quotas that are gone are left out too.
 */
export function carryOver(state: MountState, before: Contract, after: Contract): CarriedState {
  let dropped = 0;
  const fits = createFits(before, after);
  const tenants = state.tenants.map((tenant) => {
    const resources = Object.entries(tenant.resources).map(([name, records]) => {
      const kept = records.filter((record) => fits(name, record));
      dropped += records.length - kept.length;
      return [name, kept] as const;
    });
    return { ...tenant, resources: Object.fromEntries(resources) };
  });
  const quotas = state.quotas.filter(({ quota }) => after.behaviour.rateLimits.some(({ name }) => name === quota));
  return { state: { ...state, tenants, quotas }, dropped };
}

function createFits(before: Contract, after: Contract): (resource: string, record: StoredRecord) => boolean {
  const old = createCheck(before);
  const now = createCheck(after);
  return (name, record) => {
    const resource = after.behaviour.resources.find((entry) => entry.name === name);
    if (!resource) return false;
    if (resource.id && String(getAt(record.value, resource.id.property)) !== record.id) return false;
    return now(name, record.value) || !old(name, record.value);
  };
}

function createCheck(contract: Contract): (resource: string, value: unknown) => boolean {
  const compiler = createSchemaCompiler(contract);
  return (name, value) => {
    const resource = contract.behaviour.resources.find((entry) => entry.name === name);
    return resource !== undefined && compiler.compile(resource.schema, 'response')(value).length === 0;
  };
}
