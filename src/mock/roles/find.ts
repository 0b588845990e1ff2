/** Finds the resource that a request addresses. */
import type { Resource, RoleSpec } from '../../contract/behaviour.ts';
import { evaluate } from '../../contract/expression.ts';
import { getStored, type StoredResource } from '../collection.ts';
import type { Exchange, MockContext } from '../context.ts';
import type { PlainResponse } from '../message.ts';
import { readParents } from './within.ts';

/** The addressed resource of the caller's tenant, or the notFound answer. */
export function findResource(
  context: MockContext,
  exchange: Exchange,
  resource: Resource,
  id: unknown,
): { stored: StoredResource } | { failed: PlainResponse } {
  const stored = getStored(context.store.collection(exchange.tenant, resource), String(id));
  if (stored && stored.within === readParents(resource, exchange.scope).within) return { stored };
  return { failed: exchange.fail(resource.notFound, { text: `No ${resource.name} has the id "${String(id)}"` }) };
}

/** {@link findResource} by the id expression of a role. */
export function findAddressed(
  context: MockContext,
  exchange: Exchange,
  resource: Resource,
  spec: RoleSpec,
): { stored: StoredResource } | { failed: PlainResponse } {
  return findResource(context, exchange, resource, evaluate(spec.id, exchange.scope));
}
