/** Servers whose lists of what was delivered before anybody looked are wrong; no test fills them. */
import type { Handle, ReferenceRequest } from '../reference/support/http.ts';
import { dialects, type Dialect } from './dialect.ts';
import { fault, inside, isCall, isSuccess } from './fault.ts';

const LOG = 'GET /webhooks/{id}/logs' as const;
const STATES = ['success', 'failed', 'success', 'pending', 'failed', 'success'] as const;

/** Rows of half a day, the newest first. */
const old = STATES.map((status, index) => ({
  delivery_id: `3b9f6a51-8f0c-4f0e-9a58-1d5c7e2b9a4${index}`,
  event: 'contact.created',
  status,
  response_status_code: status === 'pending' ? null : status === 'success' ? 200 : 500,
  response_body: 'answered',
  duration_ms: 20 + index,
  attempt: 1,
  error: status === 'failed' ? 'http_error' : null,
  delivered_at: `2025-12-31T1${9 - index}:00:00Z`,
}));

type Row = (typeof old)[number];
/** Which rows a request gets. */
type Choose = (rows: readonly Row[], query: { status: string | null; page: number; size: number }) => readonly Row[];

const choose: Choose = (rows, { status, page, size }) =>
  rows.filter((row) => status === null || row.status === status).slice((page - 1) * size, page * size);

/** A workspace that had a webhook with deliveries before the run; the right server refuses what is wrong. */
export const withOldRows =
  (select: Choose = choose, count: Choose = choose) =>
  (handle: Handle): Handle => {
    const api = dialects.leadlex;
    const kept = new Map<string, Promise<string>>();
    const begin = async (request: ReferenceRequest): Promise<string> =>
      (await inside(api, handle, request).create({ url: 'https://old.example.com', events: ['contact.created'] })).id;
    return async (request) => {
      const key = request.headers['authorization'] ?? '';
      const isMain = key === `Bearer ${api.tokens.main}`;
      if (isMain && !kept.has(key))
        kept.set(key, begin({ ...request, path: `${request.path.split('/webhooks')[0]}/webhooks` }));
      const id = await kept.get(key);
      const response = await handle(request);
      if (!isCall(request, LOG) || !request.path.includes(`/${id}/`) || !isSuccess(response)) return response;
      const { meta } = response.json as { meta: { page: number; per_page: number } };
      const query = { status: request.query.get('status'), page: meta.page, size: meta.per_page };
      const total = count(old, { ...query, page: 1, size: 1000 }).length;
      return { ...response, json: { data: { logs: select(old, query) }, meta: { ...meta, total } } };
    };
  };

const wrong = (
  slug: string,
  name: string,
  finds: string,
  select: Choose,
  isWrong: (rows: (query: string) => Promise<Row[]>) => Promise<boolean>,
  count: Choose = choose,
) =>
  fault('state', slug, name, ['leadlex'], (api: Dialect) => ({
    finds: [`${finds} listDeliveryLogs`],
    wrap: withOldRows(select, count),
    async isWrong(call) {
      const id = (await call.list()).items[0]?.id as string | undefined;
      if (id === undefined) return false;
      return isWrong(async (query) => (await call.ask(`GET ${api.path}/${id}/logs?${query}`)).json.data.logs);
    },
  }));

/** The faults of this group. */
export const oldRowFaults = [
  ...wrong(
    'old-unfiltered',
    'ignores the status that is asked for, of deliveries that it had before',
    'FilterIgnored',
    (rows, query) => choose(rows, { ...query, status: null }),
    async (rows) => (await rows('status=failed')).some(({ status }) => status !== 'failed'),
    (rows, query) => choose(rows, { ...query, status: null }),
  ),
  ...wrong(
    'old-too-few',
    'finds only the first failure of deliveries that it had before',
    'FilterTooStrict',
    (rows, query) => choose(rows, query).slice(0, query.status === null ? undefined : 1),
    async (rows) => (await rows('status=success')).length < 2,
    (rows, query) => choose(rows, query).slice(0, query.status === null ? undefined : 1),
  ),
  ...wrong(
    'old-overlap',
    'begins a page of old deliveries with the last one of the page before',
    'PageWrong',
    (rows, query) =>
      choose(rows, { ...query, page: 1, size: 1000 }).slice(
        Math.max(0, (query.page - 1) * query.size - 1),
        Math.max(0, (query.page - 1) * query.size - 1) + query.size,
      ),
    async (rows) => (await rows('per_page=2&page=2'))[0]!.delivery_id === (await rows('per_page=2'))[1]!.delivery_id,
  ),
  ...wrong(
    'old-gap',
    'leaves an old delivery out between two pages',
    'PageWrong',
    (rows, query) =>
      choose(rows, { ...query, page: 1, size: 1000 }).slice(
        (query.page - 1) * (query.size + 1),
        (query.page - 1) * (query.size + 1) + query.size,
      ),
    async (rows) => (await rows('per_page=2&page=2'))[0]!.delivery_id !== (await rows('per_page=3'))[2]!.delivery_id,
  ),
];
