/** Quotas: how they are enforced and what is used up. */
import type { RateLimit } from '../../../contract/behaviour.ts';
import { didYouMean } from '../../../contract/nearest.ts';
import type { Caller } from '../../authenticate.ts';
import type { Mount } from '../../mount.ts';
import { toQuota, type RateLimitMode } from '../../rate-limits.ts';
import { toOnlooker } from '../../request-log.ts';
import { refuseInput, refuseUnknown } from '../refusal.ts';
import { DONE, toAnswer, type Route } from '../route.ts';
import { findCaller, findMount, selectMounts, selectTenants } from '../select.ts';

const MODES: readonly RateLimitMode[] = ['exact', 'headers-only', 'off'];

const listRateLimits: Route = {
  operation: 'listRateLimits',
  method: 'GET',
  path: '/rate-limits',
  query: ['contract', 'key'],
  answer: ({ parts, query }) => {
    const key = query.text('key');
    return toAnswer(selectTenants(parts.mounts, query).map(({ mount }) => show(mount, key)));
  },
};

const setRateLimitMode: Route = {
  operation: 'setRateLimitMode',
  method: 'PUT',
  path: '/rate-limits',
  answer: ({ parts, body }) => {
    const fields = body(['mode', 'contract']);
    const mode = fields.word('mode', MODES) ?? refuseInput(`setRateLimitMode needs a mode: ${MODES.join(', ')}`);
    const mounts = selectMounts(parts.mounts, fields.text('contract'));
    for (const { limiter } of mounts) limiter.setMode(mode);
    return toAnswer(mounts.map((mount) => show(mount, undefined)));
  },
};

const setRateLimitUse: Route = {
  operation: 'setRateLimitUse',
  method: 'PUT',
  path: '/rate-limits/windows',
  answer: ({ parts, body }) => {
    const fields = body(['contract', 'key', 'quota', 'used', 'exhausted']);
    const name = fields.text('contract') ?? refuseInput('setRateLimitUse needs a contract');
    const key = fields.text('key') ?? refuseInput('setRateLimitUse needs a key');
    const used = fields.whole('used', 0, Number.MAX_SAFE_INTEGER);
    const exhausted = fields.flag('exhausted') ?? false;
    if (exhausted === (used !== undefined)) refuseInput('setRateLimitUse needs "used" or "exhausted": true, not both');
    const mount = findMount(parts.mounts, name);
    const caller = findCaller(mount, key);
    for (const quota of selectQuotas(mount, fields.text('quota'))) {
      mount.limiter.setUsed(quota, caller, used ?? toQuota(quota, caller.plan));
    }
    return toAnswer(show(mount, key));
  },
};

const resetRateLimits: Route = {
  operation: 'resetRateLimits',
  method: 'DELETE',
  path: '/rate-limits/windows',
  query: ['contract', 'key'],
  answer: ({ parts, query }) => {
    const key = query.text('key');
    for (const { mount } of selectTenants(parts.mounts, query)) {
      const caller = key === undefined ? undefined : findCaller(mount, key);
      mount.limiter.clear(caller && [caller.key, caller.tenant]);
    }
    return DONE;
  },
};

/** Routes of this file. */
export const rateLimitRoutes: readonly Route[] = [listRateLimits, setRateLimitMode, setRateLimitUse, resetRateLimits];

function listQuotas({ contract }: Mount): RateLimit[] {
  const quotas = contract.operations.flatMap(({ rateLimits }) => rateLimits);
  return [...new Map(quotas.map((quota) => [quota.name, quota])).values()];
}

function selectQuotas(mount: Mount, name: string | undefined): readonly RateLimit[] {
  const quotas = listQuotas(mount);
  const { name: contract } = mount.contract;
  if (quotas.length === 0) return refuseUnknown(`${contract} declares no quotas`);
  if (name === undefined) return quotas;
  const names = quotas.map((quota) => quota.name);
  const found = quotas.filter((quota) => quota.name === name);
  const known = `it has ${names.join(', ')}.${didYouMean(name, names)}`;
  return found.length > 0 ? found : refuseUnknown(`${contract} has no quota "${name}"; ${known}`);
}

function show(mount: Mount, key: string | undefined) {
  const { contract, limiter } = mount;
  const quotas = new Map(listQuotas(mount).map((quota) => [quota.name, quota]));
  const { callers } = toOnlooker(contract);
  const caller = key === undefined ? undefined : callers!.ofKey(key);
  const windows = limiter
    .export()
    .filter(({ owner }) => !caller || owner === caller.key || owner === caller.tenant)
    .map(({ quota, owner, start, end, used }) => {
      const spec = quotas.get(quota);
      const per = spec?.per ?? 'key';
      const plan = toPlan(contract.behaviour.keys?.list ?? [], per, owner) ?? contract.behaviour.keys?.plan;
      return {
        quota,
        per,
        owner,
        limit: spec ? toQuota(spec, caller?.plan ?? plan) : 0,
        used,
        start: new Date(start).toISOString(),
        end: new Date(end).toISOString(),
      };
    });
  return { contract: contract.name, mode: limiter.mode, windows };
}

function toPlan(
  keys: readonly { readonly name: string; readonly tenant: string; readonly plan?: string }[],
  per: 'key' | 'tenant',
  owner: string,
): Caller['plan'] {
  return keys.find((key) => (per === 'key' ? key.name : key.tenant) === owner)?.plan;
}
