/** Servers whose counts over time say something else than what happened or was asked for. */
import { bodies, fault } from './fault.ts';

const METRICS = 'GET /metrics/webhooks' as const;

/** Counts over time that show something else. */
const counts = (
  slug: string,
  name: string,
  finds: string,
  change: (data: any, query: URLSearchParams) => any,
  isWrong: (data: any, next: any) => boolean,
) =>
  fault('state', slug, name, ['agentmessage'], (api) => ({
    finds: [`${finds} getMetricsWebhooks`],
    wrap: bodies(api, METRICS, (json, request) => ({ ...json, data: change(json.data, request.query) })),
    isWrong: async (call) => {
      const range = 'metric=failed&from=2016-03-01T00:00:00Z&to=2016-03-01T04:00:00Z&limit=2';
      const first = (await call.ask(`GET /v1/metrics/webhooks?${range}`)).json;
      const next = (await call.ask(`GET /v1/metrics/webhooks?${range}&cursor=${first.meta.next_cursor}`)).json;
      return isWrong(first.data, next.data);
    },
  }));

/** The faults of this group. */
export const countFaults = [
  ...counts(
    'counts-overlap',
    'begins a page of counts with the last bucket of the page before',
    'PageWrong',
    (data, query) => {
      if (!query.has('cursor')) return data;
      const step = query.get('granularity') === 'day' ? 86_400_000 : 3_600_000;
      const earlier = (time: string): string => new Date(Date.parse(time) - step).toISOString().replace('.000', '');
      return {
        ...data,
        buckets: data.buckets.map((row: any) => ({ ...row, bucket_start: earlier(row.bucket_start) })),
      };
    },
    (first, next) => next.buckets[0].bucket_start === first.buckets[1].bucket_start,
  ),
  ...counts(
    'counts-zero',
    'counts 0 where nothing was delivered',
    'BucketWrong',
    (data) => ({ ...data, buckets: data.buckets.map((row: any) => ({ ...row, value: row.value ?? 0 })) }),
    (first) => first.buckets[0].value === 0,
  ),
  ...counts(
    'counts-backwards',
    'lists the latest bucket first',
    'BucketWrong',
    (data) => ({ ...data, buckets: data.buckets.toReversed() }),
    (first) => first.buckets[0].bucket_start > first.buckets[1].bucket_start,
  ),
  ...counts(
    'counts-metric',
    'names the same metric whatever is asked for',
    'RequestMisquoted',
    (data) => ({ ...data, metric: 'delivered' }),
    (first) => first.metric !== 'failed',
  ),
];
