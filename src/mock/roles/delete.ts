/** Deletes a resource. */
import type { Resource, RoleSpec } from '../../contract/behaviour.ts';
import { applyFill } from '../../contract/expression.ts';
import type { Operation } from '../../contract/types.ts';
import type { Handler, MockContext } from '../context.ts';
import { findAddressed } from './find.ts';
import { answerWith, createShow } from './show.ts';

/** Prepares the handler of a delete operation. After it no operation shows the resource, soft delete included. */
export function createDelete(context: MockContext, resource: Resource, spec: RoleSpec, operation: Operation): Handler {
  const show = createShow(context, resource, 'delete', spec, operation);
  const set = {
    ...resource.set.delete,
    ...(resource.softDelete === undefined ? {} : { [resource.softDelete]: '$now' }),
  };
  return (exchange) => {
    const found = findAddressed(exchange, resource, spec);
    if ('failed' in found) return found.failed;
    const { stored } = found;
    exchange.tenant.collection(resource).delete(stored.id);
    stored.value = applyFill(stored.value, set, exchange.scope) as Record<string, unknown>;
    return answerWith(context, exchange, spec, show, stored);
  };
}
