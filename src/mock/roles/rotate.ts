/** Replaces the secret of a resource: at once, or with its predecessor valid for a while. */
import type { Resource, RoleSpec } from '../../contract/behaviour.ts';
import { toMilliseconds } from '../../contract/duration.ts';
import { applyFill } from '../../contract/expression.ts';
import type { Operation } from '../../contract/types.ts';
import { copyJson } from '../../contract/value.ts';
import { getStored, type StoredResource } from '../collection.ts';
import type { Exchange, Handler, MockContext } from '../context.ts';
import { findAddressed } from './find.ts';
import { issueSecret, toSecretRoots } from './secret.ts';
import { createAnswer } from './show.ts';

/** Prepares the handler of a rotate operation. A singleton exists from the start, so its first rotation has a predecessor too. */
export function createRotate(context: MockContext, resource: Resource, spec: RoleSpec, operation: Operation): Handler {
  const answer = createAnswer(context, resource, 'rotate', spec, operation);
  const overlap = resource.secret?.overlap === undefined ? 0 : toMilliseconds(resource.secret.overlap);
  const set = resource.set.rotate ?? {};
  return (exchange) => {
    const found =
      resource.kind === 'singleton'
        ? { stored: findSingleton(context, exchange, resource) }
        : findAddressed(context, exchange, resource, spec);
    if ('failed' in found) return found.failed;
    const previous = found.stored;
    const issued = issueSecret(context, resource, previous, overlap);
    const value = applyFill(copyJson(issued.value), set, exchange.scope) as Record<string, unknown>;
    const stored = { ...issued, value };
    context.store.put(exchange.tenant, resource, stored);
    return answer(exchange, stored, { previous: previous.value, ...toSecretRoots(stored) });
  };
}

/** The one resource of a tenant, made when it is first needed. */
export function findSingleton(
  context: MockContext,
  exchange: Pick<Exchange, 'tenant' | 'scope'>,
  resource: Resource,
): StoredResource {
  const known = getStored(context.store.collection(exchange.tenant, resource), 'singleton');
  if (known) return known;
  const value = applyFill({}, resource.set.create ?? {}, exchange.scope) as Record<string, unknown>;
  const sequence = context.store.nextSequence();
  const stored = issueSecret(context, resource, { sequence, id: 'singleton', value, secrets: [] });
  context.store.put(exchange.tenant, resource, stored);
  return stored;
}
