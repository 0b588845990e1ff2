/** Deletes a resource. */
import type { Resource, RoleSpec } from '../../contract/behaviour.ts';
import { applyFill } from '../../contract/expression.ts';
import type { Operation } from '../../contract/types.ts';
import { copyJson } from '../../contract/value.ts';
import type { Handler, MockContext } from '../context.ts';
import { findAddressed } from './find.ts';
import { createAnswer } from './show.ts';

/** Prepares the handler of a delete operation. After it no operation shows the resource, soft delete included. */
export function createDelete(context: MockContext, resource: Resource, spec: RoleSpec, operation: Operation): Handler {
  const answer = createAnswer(context, resource, 'delete', spec, operation);
  const set = {
    ...resource.set.delete,
    ...(resource.softDelete === undefined ? {} : { [resource.softDelete]: '$now' }),
  };
  return (exchange) => {
    const found = findAddressed(context, exchange, resource, spec);
    if ('failed' in found) return found.failed;
    const { stored } = found;
    context.store.remove(exchange.tenant, resource, stored.id);
    const value = applyFill(copyJson(stored.value), set, exchange.scope) as Record<string, unknown>;
    return answer(exchange, { ...stored, value });
  };
}
