/** Counts rows per bucket of time. */
import type { View } from '../../contract/behaviour.ts';
import { evaluate, type Scope } from '../../contract/expression.ts';
import { toIsoSeconds } from '../../contract/time.ts';
import type { Row } from './rows.ts';

/** A bucket, `$bucket.*` in expressions; `count` is null where no row falls into it. */
export interface Bucket {
  readonly start: string;
  readonly count: number | null;
}

/** Buckets and the times between which rows were counted, ISO 8601. */
export interface Count {
  readonly buckets: readonly Bucket[];
  readonly from: string;
  readonly to: string;
}

const LENGTH: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Buckets from `from` to `to` (both ISO 8601; default: the last 24 buckets up to now), oldest first.
 * @returns what is wrong with the range, as a clause about `from`, when it is reversed or needs too many buckets
 */
export function countPerBucket(
  rows: readonly Row[],
  aggregate: NonNullable<View['aggregate']>,
  scope: Scope,
): Count | string {
  const length = LENGTH[String(evaluate(aggregate.granularity, scope))] ?? LENGTH.hour!;
  const to = toTime(evaluate(aggregate.to, scope)) ?? scope.now();
  const from = toTime(evaluate(aggregate.from, scope)) ?? to - 24 * length;
  if (from > to) return 'must not be after the end of the range';
  const first = Math.floor(from / length);
  const last = Math.max(first, Math.ceil(to / length) - 1);
  if (last - first + 1 > aggregate.max) {
    return `spans more than ${aggregate.max} buckets; ask for a shorter range or a coarser granularity`;
  }
  const counts = new Map<number, number>();
  for (const row of rows) {
    const time = toTime(row.value.occurredAt);
    if (time === undefined || time < from || time > to) continue;
    const bucket = Math.min(last, Math.floor(time / length));
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  const buckets = Array.from({ length: last - first + 1 }, (_, index) => ({
    start: toIsoSeconds((first + index) * length),
    count: counts.get(first + index) ?? null,
  }));
  return { buckets, from: toIsoSeconds(from), to: toIsoSeconds(to) };
}

function toTime(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
