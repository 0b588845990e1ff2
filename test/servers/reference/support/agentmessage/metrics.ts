/** AgentMessage's webhook metric: attempts counted per bucket of time. */
import { isDateTime, readInteger, toIso } from '../fields.ts';

const LENGTHS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const MOST = 10_000;

/** The metric's `data` and `meta`, or what is wrong with the parameters. */
export function toBuckets(
  query: URLSearchParams,
  times: readonly number[],
  now: number,
): { readonly data: object; readonly meta: object } | { readonly details: Record<string, string> } {
  const granularity = query.get('granularity') ?? 'hour';
  const length = LENGTHS[granularity];
  const limit = readInteger(query, 'limit', 1, 5000, 1000);
  const details: Record<string, string> = {};
  if (length === undefined) details.granularity = 'must be minute, hour or day';
  if (limit === undefined) details.limit = 'must be an integer from 1 to 5000';
  for (const name of ['from', 'to']) {
    const text = query.get(name);
    if (text !== null && !isDateTime(text)) details[name] = 'must be a date-time';
  }
  const group = query.get('group_by');
  if (group !== null && !['endpoint_id', 'kind', 'http_status_class'].includes(group))
    details.group_by = 'unknown group';
  const compare = query.get('compare_to');
  if (compare !== null && compare !== 'prior_period') details.compare_to = 'must be prior_period';
  if (length === undefined || limit === undefined || Object.keys(details).length > 0) return { details };
  const to = Date.parse(query.get('to') ?? toIso(now));
  const from = Date.parse(query.get('from') ?? toIso(to - 24 * length));
  const first = Math.floor(from / length);
  const total = Math.max(1, Math.ceil(to / length) - first);
  if (total > MOST) return { details: { from: `spans more than ${MOST} buckets` } };
  const cursor = query.get('cursor');
  const start = cursor === null ? 0 : Number(Buffer.from(cursor, 'base64').toString());
  if (!Number.isInteger(start) || start < 0 || start >= total)
    return { details: { cursor: 'not a cursor of this metric' } };
  const buckets = Array.from({ length: Math.min(limit, total - start) }, (_, index) => {
    const begin = (first + start + index) * length;
    const value = times.filter((time) => time >= Math.max(begin, from) && time < begin + length && time <= to).length;
    return { bucket_start: toIso(begin), value: value === 0 ? null : value };
  });
  const next = start + buckets.length;
  const next_cursor = next < total ? Buffer.from(String(next)).toString('base64') : null;
  const data = { metric: query.get('metric'), granularity, from: toIso(from), to: toIso(to), buckets };
  return { data, meta: { as_of: toIso(now), limit, next_cursor } };
}
