/** Answers an operation from the delivery log or the event catalog (`x-view`). */
import type { View } from '../../contract/behaviour.ts';
import { toMilliseconds } from '../../contract/duration.ts';
import { evaluate, withRoots } from '../../contract/expression.ts';
import type { Operation } from '../../contract/types.ts';
import type { PlainResponse } from '../message.ts';
import type { Exchange, Handler, MockContext } from '../context.ts';
import { cutPage, toRows } from '../page.ts';
import { findResource } from '../roles/find.ts';
import { countPerBucket } from './aggregate.ts';
import { compare, filterRows } from './filters.ts';
import { listRows, type Row } from './rows.ts';

/** The success answer of a view; `roots` are further ones for its `fill`. */
type Answer = (exchange: Exchange, shown: unknown, roots: Readonly<Record<string, unknown>>) => PlainResponse;

/** Prepares the handler of a view operation. */
export function createView(context: MockContext, operation: Operation, view: View): Handler {
  const parent =
    view.parent && context.contract.behaviour.resources.find((resource) => resource.name === view.parent!.resource);
  const { status, example, at, fill } = view;
  const succeed = context.answers.success(operation, { status, example, answer: 'resource', at, fill });
  const answer: Answer = (exchange, shown, roots) => succeed(shown, withRoots(exchange.scope, roots));
  return (exchange) => {
    const range = view.ranges.find(
      ({ low, high }) => (compare(evaluate(low, exchange.scope), evaluate(high, exchange.scope)) ?? 0) > 0,
    );
    if (range) return exchange.fail(range.outcome, { violations: [toRangeViolation(range)] });
    let rows = listRows(context, view, exchange.tenant.tenant);
    if (view.one !== undefined) return showOne(context, view, exchange, rows, answer);
    if (parent) {
      const found = findResource(context, exchange, parent, evaluate(view.parent!.id, exchange.scope));
      if ('failed' in found) return found.failed;
      rows = rows.filter((row) => row.value.endpointId === found.stored.id);
    }
    rows = filterRows(
      rows.filter((row) => !isExpired(context, view, row)),
      view.filters,
      exchange.scope,
    );
    if (view.aggregate) return showBuckets(view, exchange, rows, answer);
    if (view.order === 'oldest' && view.source !== 'events') rows.reverse();
    if (view.cap !== undefined) rows = rows.slice(0, view.cap);
    const order = view.source === 'events' ? 'oldest' : view.order;
    const page = cutPage(
      toRows(rows, (row) => row.position, order),
      view.page,
      exchange.scope,
    );
    if ('violation' in page) return exchange.fail('invalid', { violations: [page.violation] });
    const shown = page.rows.map((row) => evaluate(view.row, withRoots(exchange.scope, { [row.root]: row.value })));
    return answer(exchange, shown, { page: page.facts });
  };
}

function showOne(
  context: MockContext,
  view: View,
  exchange: Exchange,
  rows: readonly Row[],
  answer: Answer,
): PlainResponse {
  const id = String(evaluate(view.one, exchange.scope));
  const row = rows.find(({ value }) => value.id === id);
  if (!row) return exchange.fail(view.notFound, { text: `Nothing has the id "${id}"` });
  if (view.retention?.outcome !== undefined && isExpired(context, view, row)) {
    return exchange.fail(view.retention.outcome, { text: `"${id}" is older than ${view.retention.period}` });
  }
  const roots = { [row.root]: row.value };
  return answer(exchange, evaluate(view.row, withRoots(exchange.scope, roots)), roots);
}

function showBuckets(view: View, exchange: Exchange, rows: readonly Row[], answer: Answer): PlainResponse {
  const counted = countPerBucket(rows, view.aggregate!, exchange.scope);
  if (typeof counted === 'string') {
    return exchange.fail(view.aggregate!.outcome, { violations: [toRangeFault(view.aggregate!, counted)] });
  }
  const { buckets, from, to } = counted;
  const page = cutPage(
    toRows(buckets, (bucket) => Date.parse(bucket.start), 'oldest'),
    view.page,
    exchange.scope,
  );
  if ('violation' in page) return exchange.fail('invalid', { violations: [page.violation] });
  const shown = page.rows.map((bucket) => evaluate(view.row, withRoots(exchange.scope, { bucket })));
  return answer(exchange, shown, { page: { ...page.facts, from, to } });
}

function isExpired(context: MockContext, view: View, row: Row): boolean {
  if (!view.retention || typeof row.value.occurredAt !== 'string') return false;
  return Date.parse(row.value.occurredAt) < context.now() - toMilliseconds(view.retention.period);
}

function toRangeViolation(range: View['ranges'][number]) {
  const [low, high] = [toName(range.low), toName(range.high)];
  return {
    in: 'query',
    at: `/${low}`,
    keyword: 'range',
    message: `must not be above ${high}`,
    schemaPointer: '',
    params: { high },
  } as const;
}

function toRangeFault(aggregate: NonNullable<View['aggregate']>, message: string) {
  const at = `/${toName(aggregate.from)}`;
  return { in: 'query', at, keyword: 'range', message, schemaPointer: '', params: {} } as const;
}

function toName(expression: unknown): string {
  return /\.([^.#]+)$/.exec(String(expression))?.[1] ?? String(expression);
}
