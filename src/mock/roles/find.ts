/** Finds the resource that a request addresses. */
import type { Resource, RoleSpec } from '../../contract/behaviour.ts';
import { evaluate } from '../../contract/expression.ts';
import type { Exchange } from '../context.ts';
import type { PlainResponse } from '../message.ts';
import type { StoredResource } from '../store.ts';

/** The addressed resource of the caller's tenant, or the notFound answer. */
export function findResource(
  exchange: Exchange,
  resource: Resource,
  id: unknown,
): { stored: StoredResource } | { failed: PlainResponse } {
  const stored = exchange.tenant.collection(resource).get(String(id));
  if (stored) return { stored };
  return { failed: exchange.fail(resource.notFound, { text: `No ${resource.name} has the id "${String(id)}"` }) };
}

/** {@link findResource} by the id expression of a role. */
export function findAddressed(
  exchange: Exchange,
  resource: Resource,
  spec: RoleSpec,
): { stored: StoredResource } | { failed: PlainResponse } {
  return findResource(exchange, resource, evaluate(spec.id, exchange.scope));
}
