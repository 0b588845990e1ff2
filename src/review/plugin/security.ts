/** What an operation asks of whoever calls it. */
import { asObject, isObject } from '../../contract/value.ts';
import type { Operation } from './operations.ts';
import type { WebhookApi } from './webhook-api.ts';

/** Requirements that hold for an operation, its own or the document's; empty where it is open. */
export function requirementsOf({ root }: WebhookApi, { spot }: Operation): Record<string, unknown>[] {
  const list = spot.value['security'] ?? root.value['security'];
  return Array.isArray(list) ? list.filter(isObject).filter((entry) => Object.keys(entry).length > 0) : [];
}

/** Whether one of the ways to call an operation needs a scope or a role. */
export function needsScope(api: WebhookApi, operation: Operation): boolean {
  return requirementsOf(api, operation).some((requirement) =>
    Object.values(asObject(requirement)).some((scopes) => Array.isArray(scopes) && scopes.length > 0),
  );
}
