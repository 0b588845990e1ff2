/** Limits and uniqueness: rules over all resources of a tenant, checked in the same step as the write. */
import type { Resource, Role } from '../../contract/behaviour.ts';
import { findTwin, isCounted, type Collection, type StoredResource } from '../collection.ts';
import type { Exchange } from '../context.ts';
import type { PlainResponse } from '../message.ts';

/** The answer when one more resource would exceed the limit; undefined when it fits. */
export function checkLimit(
  exchange: Exchange,
  resource: Resource,
  collection: Collection,
  next: Readonly<Record<string, unknown>>,
): PlainResponse | undefined {
  const { limit } = resource;
  if (!limit || !isCounted(collection, next)) return undefined;
  const used = collection.counted;
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
  collection: Collection,
  role: Role,
  next: Readonly<Record<string, unknown>>,
  self?: StoredResource,
): PlainResponse | undefined {
  for (const [index, rule] of resource.unique.entries()) {
    if (!rule.on.includes(role) || !findTwin(collection, index, next, self)) continue;
    const by = rule.by.map((pointer) => pointer.slice(1)).join(' and ');
    return exchange.fail(rule.outcome, {
      text: `Another ${resource.name} has the same ${by}`,
      roots: { unique: { by } },
    });
  }
  return undefined;
}
