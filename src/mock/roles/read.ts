/** Shows one resource. */
import type { Resource, RoleSpec } from '../../contract/behaviour.ts';
import type { Operation } from '../../contract/types.ts';
import type { Handler, MockContext } from '../context.ts';
import { findAddressed } from './find.ts';
import { createAnswer } from './show.ts';

/** Prepares the handler of a read operation. */
export function createRead(context: MockContext, resource: Resource, spec: RoleSpec, operation: Operation): Handler {
  const answer = createAnswer(context, resource, 'read', spec, operation);
  return (exchange) => {
    const found = findAddressed(context, exchange, resource, spec);
    return 'failed' in found ? found.failed : answer(exchange, found.stored);
  };
}
