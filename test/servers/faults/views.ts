/** Servers whose lists of deliveries and counts over time say something else than what happened or was asked for. */
import { dialects, type Dialect, type Provider } from './dialect.ts';
import { type Caller, createTested } from './caller.ts';
import { bodies, fault, isCall, isSuccess, queries } from './fault.ts';

const LOG = 'GET /webhooks/deliveries' as const;
const METRICS = 'GET /metrics/webhooks' as const;

const rowsOf = (api: Dialect, json: any): any[] => (api.flat ? json : json.data);

const log = async (call: Caller, api: Dialect, query: string): Promise<any> =>
  (await call.ask(`GET ${api.path}/deliveries?${query}`)).json;

const ofOne = (api: Dialect, id: string): string => (api.flat ? `webhook_id=${id}` : `endpoint_id=${id}`);

/** A log with other rows. */
const rows = (
  slug: string,
  name: string,
  finds: string,
  providers: readonly Provider[],
  change: (rows: any[], query: URLSearchParams) => any[],
  isWrong: (call: Caller, api: Dialect, id: string) => Promise<boolean>,
) =>
  fault('state', slug, name, providers, (api) => ({
    finds: [`${finds} listWebhookDeliveries`],
    wrap: bodies(api, LOG, (json, request) =>
      api.flat ? change(json, request.query) : { ...json, data: change(json.data, request.query) },
    ),
    isWrong: async (call) => isWrong(call, api, await createTested(call)),
  }));

/** A log or a count that reads another query than was sent. */
const asked = (
  slug: string,
  name: string,
  finds: string,
  call: typeof LOG | typeof METRICS,
  change: (query: URLSearchParams) => void,
  isWrong: (call: Caller, api: Dialect) => Promise<boolean>,
) =>
  fault('state', slug, name, ['agentmessage'], (api) => ({
    finds: [finds],
    wrap: queries(api, call, change),
    isWrong: (caller) => isWrong(caller, api),
  }));

const isPage = (query: URLSearchParams, most: number): boolean => {
  const limit = Number(query.get('limit') ?? Number.NaN);
  return limit >= 1 && limit <= most;
};

/** The faults of this group. */
export const viewFaults = [
  ...rows(
    'log-no-test',
    'leaves tests out of the list of deliveries',
    'DeliveryLogMissing',
    ['agentmessage', 'encrata'],
    (all) => all.filter(({ event_type }) => !/test/.test(event_type)),
    async (call, api, id) => rowsOf(api, await log(call, api, ofOne(api, id))).length === 0,
  ),
  ...rows(
    'log-twice',
    'lists every delivery a second time under another id',
    'DeliveryLogWrong',
    ['encrata'],
    (all) => all.flatMap((row) => [row, { ...row, id: row.id.replace(/^./, row.id[0] === 'a' ? 'b' : 'a') }]),
    async (call, api, id) => rowsOf(api, await log(call, api, ofOne(api, id))).length === 2,
  ),
  ...rows(
    'log-oldest',
    'lists the oldest delivery first',
    'ListOrderWrong',
    ['agentmessage', 'encrata'],
    (all) => all.toReversed(),
    async (call, api, id) => {
      call.pass(5000);
      await (api.flat
        ? call.ask(`POST ${api.path}/test`, { body: { id } })
        : call.ask(`POST ${api.path}/${id}/test`, { body: {} }));
      const [first, second] = rowsOf(api, await log(call, api, ofOne(api, id)));
      const time = (row: any): string => row.created_at ?? row.occurred_at;
      return time(first) < time(second);
    },
  ),
  ...rows(
    'log-differs',
    'lists a delivery with another duration than it shows alone',
    'ListDisagrees',
    ['agentmessage'],
    (all) => all.map((row) => ({ ...row, response_time_ms: row.response_time_ms + 1 })),
    async (call, api, id) => {
      const [row] = rowsOf(api, await log(call, api, ofOne(api, id)));
      const { json } = await call.ask(`GET ${api.path}/deliveries/${row.id}`);
      return json.response_time_ms !== row.response_time_ms;
    },
  ),
  ...rows(
    'log-gap',
    'leaves a delivery out between two pages',
    'PageWrong',
    ['agentmessage'],
    (all, query) => (query.has('cursor') ? all.slice(1) : all),
    async (call, api) => {
      await createTested(call);
      const { meta } = await log(call, api, 'limit=1');
      return rowsOf(api, await log(call, api, `limit=1&cursor=${encodeURIComponent(meta.next_cursor)}`)).length === 0;
    },
  ),
  ...fault('state', 'log-no-cursor', 'never says that more deliveries follow', ['agentmessage'], (api) => ({
    finds: ['PageWrong listWebhookDeliveries'],
    wrap: bodies(api, LOG, (json) => ({ ...json, meta: { ...json.meta, next_cursor: null } })),
    isWrong: async (call) => {
      await createTested(call);
      await createTested(call);
      return (await log(call, api, 'limit=1')).meta.next_cursor === null;
    },
  })),
  ...fault(
    'state',
    'log-always-cursor',
    'says on the last page that more deliveries follow',
    ['agentmessage'],
    (api) => ({
      finds: ['PageWrong listWebhookDeliveries'],
      wrap: bodies(api, LOG, (json) => {
        const last = json.data.at(-1);
        const cursor = last && btoa(JSON.stringify({ created_at: last.occurred_at, id: last.id }));
        return { ...json, meta: { ...json.meta, next_cursor: json.meta.next_cursor ?? cursor ?? null } };
      }),
      isWrong: async (call) => {
        await createTested(call);
        return (await log(call, api, 'limit=200')).meta.next_cursor !== null;
      },
    }),
  ),
  ...asked(
    'log-outcome',
    'does not look at the outcome that is asked for',
    'FilterIgnored listWebhookDeliveries',
    LOG,
    (query) => {
      if (['success', 'retry', 'dead'].includes(query.get('outcome') ?? '')) query.delete('outcome');
    },
    async (call, api) => {
      await createTested(call);
      return (await log(call, api, 'outcome=retry')).data.length > 0;
    },
  ),
  ...asked(
    'log-since',
    'takes the beginning of a range for its end',
    'FilterIgnored listWebhookDeliveries',
    LOG,
    (query) => {
      const since = query.get('since');
      if (since === null || Number.isNaN(Date.parse(since)) || since.length < 12 || query.has('until')) return;
      query.delete('since');
      query.set('until', since);
    },
    async (call, api) => {
      await createTested(call);
      return (await log(call, api, 'since=2099-01-01T00:00:00Z')).data.length > 0;
    },
  ),
  ...rows(
    'log-too-few',
    'shows one delivery of an endpoint where several are asked for',
    'FilterTooStrict',
    ['agentmessage'],
    (all, query) => (query.has('endpoint_id') ? all.slice(1) : all),
    async (call, api, id) => rowsOf(api, await log(call, api, ofOne(api, id))).length === 0,
  ),
  ...asked(
    'log-unlisted',
    'takes an event that cannot be asked for',
    'InvalidInputAccepted listWebhookDeliveries',
    LOG,
    (query) => {
      if (query.get('event_type') === 'webhook.test') query.delete('event_type');
    },
    async (call, api) => (await log(call, api, 'event_type=webhook.test')).data !== undefined,
  ),
  ...asked(
    'log-range',
    'takes a range whose low end is above its high end',
    'InvalidInputAccepted listWebhookDeliveries',
    LOG,
    (query) => {
      const [low, high] = ['http_status_min', 'http_status_max'].map((name) => Number(query.get(name) ?? Number.NaN));
      if (low! > high! && high! >= 100 && low! <= 599) query.delete('http_status_min');
    },
    async (call, api) => (await log(call, api, 'http_status_min=300&http_status_max=200')).data !== undefined,
  ),
  ...fault('state', 'log-forgets', 'forgets what was sent to a webhook that was deleted', ['agentmessage'], (api) => ({
    finds: ['DeliveryLogMissing listWebhookDeliveries'],
    wrap: (handle) => {
      const gone = new Set<string>();
      return async (request) => {
        const response = await handle(request);
        if (!isSuccess(response)) return response;
        if (request.method === 'DELETE') gone.add(request.path.split('/').at(-1)!);
        const { json } = response as { json?: any };
        if (!isCall(request, LOG) || !request.query.has('endpoint_id')) return response;
        return { ...response, json: { ...json, data: json.data.filter((row: any) => !gone.has(row.endpoint_id)) } };
      };
    },
    isWrong: async (call) => {
      const id = await createTested(call);
      await call.remove(id);
      return (await log(call, api, ofOne(api, id))).data.length === 0;
    },
  })),
  ...fault('state', 'log-stays', 'lists the deliveries of a webhook that was deleted', ['encrata'], (api) => ({
    finds: ['DeletedStillReadable listWebhookDeliveries'],
    wrap: (handle) => {
      const gone = new Set<unknown>();
      return async (request) => {
        const response = await handle(request);
        if (request.method === 'DELETE' && isSuccess(response)) gone.add(JSON.parse(request.body.toString()).id);
        const isGone = isCall(request, LOG) && response.status === 404 && gone.has(request.query.get('webhook_id'));
        return isGone ? { ...response, status: 200, json: [] } : response;
      };
    },
    isWrong: async (call) => {
      const id = await createTested(call);
      await call.remove(id);
      return (await call.ask(`GET ${api.path}/deliveries?webhook_id=${id}`)).status === 200;
    },
  })),
  ...fault(
    'state',
    'test-url',
    'names another URL than the tested one in the answer of a test',
    ['agentmessage'],
    (api) => ({
      finds: ['TestAnswerWrong testWebhookEndpoint'],
      place: 'url',
      wrap: bodies(api, 'POST /webhooks/{id}/test', (json) => ({
        ...json,
        url: 'https://hooks.example.com/elsewhere',
      })),
      isWrong: async (call) => {
        const { item } = await call.create();
        return (await call.ask(`POST ${api.path}/${item.id}/test`, { body: {} })).json.url !== item.url;
      },
    }),
  ),
  ...fault('state', 'catalog-total', 'counts more events than it lists', ['leadlex'], () => ({
    finds: ['PageWrong listEventCatalog'],
    wrap: bodies(dialects.leadlex, 'GET /events/catalog', (json) => ({
      ...json,
      data: { ...json.data, total: json.data.total + 1 },
    })),
    isWrong: async (call) => {
      const { data } = (await call.ask('GET /v1/events/catalog')).json;
      return data.total !== data.events.length;
    },
  })),
  ...asked(
    'counts-limit',
    'does not look at the page size of counts',
    'PageWrong getMetricsWebhooks',
    METRICS,
    (query) => {
      if (isPage(query, 5000)) query.delete('limit');
    },
    async (call) => {
      const { json } = await call.ask('GET /v1/metrics/webhooks?metric=failed&limit=2');
      return json.data.buckets.length > 2;
    },
  ),
];
