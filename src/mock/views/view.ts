/** Answers an operation from the delivery log or the event catalog (`x-view`). */
import type { View } from '../../contract/behaviour.ts';
import { toMilliseconds } from '../../contract/duration.ts';
import { evaluate, withRoots } from '../../contract/expression.ts';
import type { PlainResponse } from '../message.ts';
import type { Exchange, Handler, MockContext } from '../context.ts';
import { cutPage } from '../page.ts';
import { findResource } from '../roles/find.ts';
import { countPerBucket } from './aggregate.ts';
import { compare, filterRows } from './filters.ts';
import { listRows, type Row } from './rows.ts';

/** Prepares the handler of a view operation. */
export function createView(context: MockContext, view: View): Handler {
  const parent =
    view.parent && context.contract.behaviour.resources.find((resource) => resource.name === view.parent!.resource);
  return (exchange) => {
    const range = view.ranges.find(
      ({ low, high }) => (compare(evaluate(low, exchange.scope), evaluate(high, exchange.scope)) ?? 0) > 0,
    );
    if (range) return exchange.fail(range.outcome, { violations: [toRangeViolation(range)] });
    let rows = listRows(context, view, exchange.tenant.tenant);
    if (view.one !== undefined) return showOne(context, view, exchange, rows);
    if (parent) {
      const found = findResource(exchange, parent, evaluate(view.parent!.id, exchange.scope));
      if ('failed' in found) return found.failed;
      rows = rows.filter((row) => row.value.endpointId === found.stored.id);
    }
    rows = filterRows(
      rows.filter((row) => !isExpired(context, view, row)),
      view.filters,
      exchange.scope,
    );
    if (view.aggregate) return showBuckets(context, view, exchange, rows);
    if (view.order === 'oldest' && view.source !== 'events') rows.reverse();
    if (view.cap !== undefined) rows = rows.slice(0, view.cap);
    const order = view.source === 'events' ? 'oldest' : view.order;
    const page = cutPage(rows, view.page, exchange.scope, (row) => row.position, order);
    if ('violation' in page) return exchange.fail('invalid', { violations: [page.violation] });
    const shown = page.rows.map((row) => evaluate(view.row, withRoots(exchange.scope, { [row.root]: row.value })));
    return answer(context, view, exchange, shown, { page: page.facts });
  };
}

function showOne(context: MockContext, view: View, exchange: Exchange, rows: readonly Row[]): PlainResponse {
  const id = String(evaluate(view.one, exchange.scope));
  const row = rows.find(({ value }) => value.id === id);
  if (!row) return exchange.fail(view.notFound, { text: `Nothing has the id "${id}"` });
  if (view.retention?.outcome !== undefined && isExpired(context, view, row)) {
    return exchange.fail(view.retention.outcome, { text: `"${id}" is older than ${view.retention.period}` });
  }
  const roots = { [row.root]: row.value };
  return answer(context, view, exchange, evaluate(view.row, withRoots(exchange.scope, roots)), roots);
}

function showBuckets(context: MockContext, view: View, exchange: Exchange, rows: readonly Row[]): PlainResponse {
  const counted = countPerBucket(rows, view.aggregate!, exchange.scope);
  if (typeof counted === 'string') {
    return exchange.fail(view.aggregate!.outcome, { violations: [toRangeFault(view.aggregate!, counted)] });
  }
  const { buckets, from, to } = counted;
  const page = cutPage(buckets, view.page, exchange.scope, (bucket) => Date.parse(bucket.start), 'oldest');
  if ('violation' in page) return exchange.fail('invalid', { violations: [page.violation] });
  const shown = page.rows.map((bucket) => evaluate(view.row, withRoots(exchange.scope, { bucket })));
  return answer(context, view, exchange, shown, { page: { ...page.facts, from, to } });
}

function answer(
  context: MockContext,
  view: View,
  exchange: Exchange,
  shown: unknown,
  roots: Record<string, unknown>,
): PlainResponse {
  const spec = {
    status: view.status,
    example: view.example,
    answer: 'resource',
    at: view.at,
    fill: view.fill,
  } as const;
  return context.answers.success(exchange.operation, spec, shown, withRoots(exchange.scope, roots));
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
