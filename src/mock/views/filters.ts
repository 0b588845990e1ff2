/** Keeps the rows that the request asks for. */
import type { View } from '../../contract/behaviour.ts';
import { evaluate, type Scope } from '../../contract/expression.ts';
import type { Row } from './rows.ts';

/** Rows that pass every filter whose parameter was sent. */
export function filterRows(rows: readonly Row[], filters: View['filters'], scope: Scope): Row[] {
  const active = filters.flatMap((filter) => {
    const sent = evaluate(filter.value, scope);
    if (sent === undefined || sent === null || sent === '') return [];
    const word = String(sent);
    const wanted = filter.cases && Object.hasOwn(filter.cases, word) ? filter.cases[word] : sent;
    return [{ ...filter, wanted }];
  });
  return rows.filter((row) =>
    active.every((filter) => passes(row.value[filter.property], filter.operator, filter.wanted)),
  );
}

function passes(actual: unknown, operator: 'eq' | 'gte' | 'lte', wanted: unknown): boolean {
  if (operator === 'eq') return Array.isArray(wanted) ? wanted.includes(actual) : String(actual) === String(wanted);
  const order = compare(actual, wanted);
  return order !== undefined && (operator === 'gte' ? order >= 0 : order <= 0);
}

/** Negative, zero or positive; undefined where the two have no order. Times compare as instants. */
export function compare(left: unknown, right: unknown): number | undefined {
  const [a, b] = [toOrdinal(left), toOrdinal(right)];
  return Number.isNaN(a) || Number.isNaN(b) ? undefined : a - b;
}

function toOrdinal(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value === '') return Number.NaN;
  return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : Date.parse(value);
}
