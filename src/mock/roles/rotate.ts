/** Replaces the secret of a resource: at once, or with its predecessor valid for a while. */
import type { Resource, RoleSpec } from '../../contract/behaviour.ts';
import { toMilliseconds } from '../../contract/duration.ts';
import { applyFill } from '../../contract/expression.ts';
import type { Operation } from '../../contract/types.ts';
import type { Exchange, Handler, MockContext } from '../context.ts';
import type { StoredResource } from '../store.ts';
import { issueSecret, withSecret } from './create.ts';
import { findAddressed } from './find.ts';
import { answerWith, createShow } from './show.ts';

/** Prepares the handler of a rotate operation. A singleton exists from the start, so its first rotation has a predecessor too. */
export function createRotate(context: MockContext, resource: Resource, spec: RoleSpec, operation: Operation): Handler {
  const show = createShow(context, resource, 'rotate', spec, operation);
  const overlap = resource.secret?.overlap === undefined ? 0 : toMilliseconds(resource.secret.overlap);
  return (exchange) => {
    const found =
      resource.kind === 'singleton'
        ? { stored: findSingleton(context, exchange, resource) }
        : findAddressed(exchange, resource, spec);
    if ('failed' in found) return found.failed;
    const { stored } = found;
    const previous = structuredClone(stored.value);
    issueSecret(context, resource, stored, overlap);
    stored.value = applyFill(stored.value, resource.set.rotate ?? {}, exchange.scope) as Record<string, unknown>;
    return answerWith(context, exchange, spec, show, stored, { previous, ...withSecret(stored) });
  };
}

/** The one resource of a tenant, made when it is first needed. */
export function findSingleton(
  context: MockContext,
  exchange: Pick<Exchange, 'tenant' | 'scope'>,
  resource: Resource,
): StoredResource {
  const collection = exchange.tenant.collection(resource);
  const known = collection.get('singleton');
  if (known) return known;
  const value = applyFill({}, resource.set.create ?? {}, exchange.scope) as Record<string, unknown>;
  const stored: StoredResource = { sequence: context.store.nextSequence(), id: 'singleton', value, secrets: [] };
  issueSecret(context, resource, stored);
  collection.set(stored.id, stored);
  return stored;
}
