/** Lists the resources of a tenant. */
import type { Resource, RoleSpec } from '../../contract/behaviour.ts';
import { withRoots } from '../../contract/expression.ts';
import type { Operation } from '../../contract/types.ts';
import { findPosition } from '../collection.ts';
import type { Handler, MockContext } from '../context.ts';
import { cutPage, type Rows } from '../page.ts';
import { createInferredFilter } from './inferred-filters.ts';
import { createShow } from './show.ts';
import { readParents } from './within.ts';

/** Prepares the handler of a list operation. Its cost is that of the page, whatever is stored. */
export function createList(context: MockContext, resource: Resource, spec: RoleSpec, operation: Operation): Handler {
  const show = createShow(context, resource, 'list', spec, operation);
  const filter = createInferredFilter(context.contract, resource, spec, operation);
  const succeed = context.answers.success(operation, spec);
  return (exchange) => {
    const { ordered: all } = context.store.collection(exchange.tenant, resource);
    const { within } = readParents(resource, exchange.scope);
    const below = within === undefined ? all : all.filter((stored) => stored.within === within);
    const ordered = filter(below, exchange.scope);
    const page = cutPage(toRows(ordered, spec.order), spec.page, exchange.scope);
    if ('violation' in page) return exchange.fail('invalid', { violations: [page.violation] });
    const scope = withRoots(exchange.scope, { page: page.facts });
    return succeed(
      page.rows.map((stored) => show(stored, scope)),
      scope,
    );
  };
}

function toRows<Row extends { readonly sequence: number }>(
  ordered: readonly Row[],
  order: RoleSpec['order'],
): Rows<Row> {
  const { length } = ordered;
  const positionOf = (row: Row) => row.sequence;
  if (order === 'oldest') {
    return {
      length,
      positionOf,
      slice: (start, end) => ordered.slice(start, end),
      after: (position) => findPosition(ordered, position + 1),
    };
  }
  return {
    length,
    positionOf,
    slice: (start, end) => ordered.slice(Math.max(0, length - end), Math.max(0, length - start)).reverse(),
    after: (position) => length - findPosition(ordered, position),
  };
}
