/** Lists the resources of a tenant. */
import { withRoots } from '../../contract/expression.ts';
import type { Resource, RoleSpec } from '../../contract/behaviour.ts';
import type { Operation } from '../../contract/types.ts';
import type { Handler, MockContext } from '../context.ts';
import { cutPage } from '../page.ts';
import { createShow } from './show.ts';

/** Prepares the handler of a list operation. */
export function createList(context: MockContext, resource: Resource, spec: RoleSpec, operation: Operation): Handler {
  const show = createShow(context, resource, 'list', spec, operation);
  return (exchange) => {
    const all = [...exchange.tenant.collection(resource).values()];
    if (spec.order === 'newest') all.reverse();
    const page = cutPage(all, spec.page, exchange.scope, (stored) => stored.sequence, spec.order);
    if ('violation' in page) return exchange.fail('invalid', { violations: [page.violation] });
    const scope = withRoots(exchange.scope, { page: page.facts });
    const shown = page.rows.map((stored) => show(stored, scope));
    return context.answers.success(exchange.operation, spec, shown, scope);
  };
}
