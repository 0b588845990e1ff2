/** Limits and uniqueness: rules over all resources of a tenant, checked in the same step as the write. */
import { isDeepStrictEqual } from 'node:util';
import type { Resource, Role } from '../../contract/behaviour.ts';
import { getAt } from '../../contract/pointer.ts';
import type { Exchange } from '../context.ts';
import type { PlainResponse } from '../message.ts';
import type { StoredResource } from '../store.ts';

/** The answer when one more resource would exceed the limit; undefined when it fits. */
export function checkLimit(
  exchange: Exchange,
  resource: Resource,
  next: Record<string, unknown>,
): PlainResponse | undefined {
  const { limit } = resource;
  if (!limit) return undefined;
  const { counts } = limit;
  const isCounted = (value: unknown) =>
    counts === 'all' || isDeepStrictEqual(getAt(value, counts.property), counts.equals);
  if (!isCounted(next)) return undefined;
  let used = 0;
  for (const stored of exchange.tenant.collection(resource).values()) if (isCounted(stored.value)) used += 1;
  if (used < limit.max) return undefined;
  return exchange.fail(limit.outcome, {
    text: `The limit of ${limit.max} is reached`,
    roots: { limit: { max: limit.max, used } },
  });
}

/** The answer when another resource has the same values; undefined when there is none. */
export function checkUnique(
  exchange: Exchange,
  resource: Resource,
  role: Role,
  next: Record<string, unknown>,
  self?: StoredResource,
): PlainResponse | undefined {
  for (const rule of resource.unique) {
    if (!rule.on.includes(role)) continue;
    for (const stored of exchange.tenant.collection(resource).values()) {
      if (stored === self) continue;
      if (!rule.by.every((pointer) => isDeepStrictEqual(getAt(stored.value, pointer), getAt(next, pointer)))) continue;
      const by = rule.by.map((pointer) => pointer.slice(1)).join(' and ');
      return exchange.fail(rule.outcome, {
        text: `Another ${resource.name} has the same ${by}`,
        roots: { unique: { by } },
      });
    }
  }
  return undefined;
}
