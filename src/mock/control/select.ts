/** Turns the names that a control call gives into contracts, tenants and keys. */
import { didYouMean } from '../../contract/nearest.ts';
import type { Caller } from '../authenticate.ts';
import type { Mount } from '../mount.ts';
import { toOnlooker } from '../request-log.ts';
import type { Fields } from './fields.ts';
import { refuseInput, refuseUnknown } from './refusal.ts';

type Mounts = ReadonlyMap<string, Mount>;

/** The contract of a name. @throws ControlRefusal 404 */
export function findMount(mounts: Mounts, name: string): Mount {
  const names = [...mounts.keys()];
  return (
    mounts.get(name) ??
    refuseUnknown(`No contract is named "${name}"; served are ${names.join(', ')}.${didYouMean(name, names)}`)
  );
}

/** The contract that is named, else all. @throws ControlRefusal 404 */
export function selectMounts(mounts: Mounts, name: string | undefined): Mount[] {
  return name === undefined ? [...mounts.values()] : [findMount(mounts, name)];
}

/** The caller behind a key, given by name or token. @throws ControlRefusal 404 */
export function findCaller(mount: Mount, key: string): Caller {
  const { contract } = mount;
  const caller = toOnlooker(contract).callers!.ofKey(key);
  if (caller) return caller;
  const names = (contract.behaviour.keys?.list ?? []).map(({ name }) => name);
  // What was given may be a token, so it is not repeated.
  const known = names.length > 0 ? `; its listed keys are ${names.join(', ')}` : '';
  return refuseUnknown(`${contract.name} has no key of this name, and no token of this form${known}`);
}

/** A contract and the tenant in it that a call speaks of; `tenant` is undefined where it names none. */
export interface Selected {
  readonly mount: Mount;
  readonly tenant: string | undefined;
}

/**
 * Contracts and tenants by `contract`, `tenant` and `key`. Without `contract`, those in which the key is known.
 * @throws ControlRefusal 400 for both tenant and key, 404 for an unknown contract or key
 */
export function selectTenants(mounts: Mounts, fields: Fields): Selected[] {
  const name = fields.text('contract');
  const key = fields.text('key');
  const tenant = fields.text('tenant');
  if (key !== undefined && tenant !== undefined) refuseInput('Give a key or a tenant, not both');
  const selected = selectMounts(mounts, name);
  if (key === undefined) return selected.map((mount) => ({ mount, tenant }));
  if (selected.length === 1) return [{ mount: selected[0]!, tenant: findCaller(selected[0]!, key).tenant }];
  const found = selected.flatMap((mount): Selected[] => {
    const caller = toOnlooker(mount.contract).callers!.ofKey(key);
    return caller ? [{ mount, tenant: caller.tenant }] : [];
  });
  return found.length > 0 ? found : refuseUnknown('No contract has a key of this name, or knows tokens of this form');
}

/** The tenant in one contract that a call speaks of. @throws ControlRefusal as {@link selectTenants} */
export function selectTenant(mount: Mount, fields: Fields): string | undefined {
  return selectTenants(new Map([[mount.contract.name, mount]]), fields)[0]?.tenant;
}
