/** Servers that count requests wrongly, or say so wrongly. */
import { roleOf } from './dialect.ts';
import { fault, type Wrong } from './fault.ts';

type Headers = Record<string, string>;
const name = { limit: 'X-RateLimit-Limit', remaining: 'X-RateLimit-Remaining', reset: 'X-RateLimit-Reset' } as const;

/** Changes the headers of every answer that has them; the count goes on with each. */
const quotaHeaders =
  (change: (headers: Headers, count: number) => Headers): Wrong['wrap'] =>
  (handle) => {
    let count = 0;
    return async (request) => {
      const response = await handle(request);
      const headers = { ...response.headers };
      return name.limit in headers ? { ...response, headers: { ...headers, ...change(headers, ++count) } } : response;
    };
  };
const read = (headers: globalThis.Headers, which: keyof typeof name): number => Number(headers.get(name[which]));

/** The faults of this group. */
export const rateFaults = [
  ...fault('rate', 'constant', 'says that the same number of requests is always left', ['encrata', 'leadlex'], () => ({
    finds: ['RateLimitHeadersWrong *'],
    place: name.remaining,
    quotas: true,
    wrap: quotaHeaders((headers) => ({ [name.remaining]: String(Number(headers[name.limit]) - 1) })),
    isWrong: async (call) => {
      const before = read((await call.list()).headers, 'remaining');
      return read((await call.list()).headers, 'remaining') >= before;
    },
  })),
  ...fault('rate', 'rising', 'counts what is left of the quota upwards', ['encrata', 'leadlex'], () => ({
    finds: ['RateLimitHeadersWrong *'],
    place: name.remaining,
    quotas: true,
    wrap: quotaHeaders((_, count) => ({ [name.remaining]: String(count) })),
    isWrong: async (call) => {
      const before = read((await call.list()).headers, 'remaining');
      return read((await call.list()).headers, 'remaining') > before;
    },
  })),
  ...fault('rate', 'above', 'says that more is left than the quota', ['leadlex', 'encrata'], () => ({
    finds: ['RateLimitHeadersWrong *'],
    place: name.remaining,
    quotas: true,
    wrap: quotaHeaders((headers) => ({ [name.remaining]: String(Number(headers[name.remaining]) + 100_000) })),
    isWrong: async (call) => {
      const { headers } = await call.list();
      return read(headers, 'remaining') > read(headers, 'limit');
    },
  })),
  ...fault('rate', 'other-limit', 'names another quota than the documented one', ['encrata'], () => ({
    finds: ['RateLimitHeadersWrong *'],
    place: name.limit,
    quotas: true,
    wrap: quotaHeaders(() => ({ [name.limit]: '60' })),
    isWrong: async (call) => read((await call.list()).headers, 'limit') === 60,
  })),
  ...fault('rate', 'changing-limit', 'names another quota each time', ['leadlex'], () => ({
    finds: ['RateLimitHeadersWrong *'],
    place: name.limit,
    quotas: true,
    wrap: quotaHeaders((headers, count) => ({ [name.limit]: String(Number(headers[name.limit]) + count) })),
    isWrong: async (call) => read((await call.list()).headers, 'limit') !== read((await call.list()).headers, 'limit'),
  })),
  ...fault('rate', 'reset-past', 'says that the window has ended already', ['encrata', 'leadlex'], () => ({
    finds: ['RateLimitHeadersWrong *'],
    place: name.reset,
    quotas: true,
    wrap: quotaHeaders((headers) => ({ [name.reset]: String(Number(headers[name.reset]) - 10 * 86_400) })),
    isWrong: async (call) => {
      const far = read((await call.list()).headers, 'reset');
      return far < Date.UTC(2026, 0, 1) / 1000;
    },
  })),
  ...fault('rate', 'reset-ms', 'writes the end of the window in milliseconds', ['encrata', 'leadlex'], () => ({
    finds: ['RateLimitHeadersWrong *'],
    place: name.reset,
    quotas: true,
    wrap: quotaHeaders((headers) => ({ [name.reset]: `${headers[name.reset]}000` })),
    isWrong: async (call) => read((await call.list()).headers, 'reset') > 1e12,
  })),
  ...fault('rate', 'bare-429', 'refuses one request too many without its error', ['encrata'], (api) => ({
    finds: ['SchemaViolation *'],
    quotas: true,
    wrap: (handle) => {
      let count = 0;
      return async (request) => {
        const response = await handle(request);
        if (roleOf(api, request) !== 'list' || (count += 1) % 9 !== 0) return response;
        return { ...response, status: 429, headers: { ...response.headers, 'Retry-After': '1' }, json: { code: 429 } };
      };
    },
    isWrong: async (call) => {
      for (let left = 9; left > 0; left--) {
        const { status, json } = await call.list();
        if (status === 429) return json.error === undefined;
      }
      return false;
    },
  })),
  ...fault('rate', 'reset-zero', 'never says when the window ends', ['encrata'], () => ({
    finds: ['RateLimitHeadersWrong *'],
    place: name.reset,
    quotas: true,
    wrap: quotaHeaders(() => ({ [name.reset]: '0' })),
    isWrong: async (call) => read((await call.list()).headers, 'reset') === 0,
  })),
];
