/** Servers that are wrong in a detail that only one request shows: the fourth word of a list, the slash at an end. */
import { createTested } from './caller.ts';
import { pick, type Provider, put, roleOf, targetOf } from './dialect.ts';
import {
  answers,
  bodies,
  bodiesIn,
  eachShown,
  fault,
  isCall,
  isSuccess,
  queries,
  requests,
  withHeader,
} from './fault.ts';

const WITH_EVENTS: readonly Provider[] = ['encrata', 'agentmessage', 'leadlex'];
const ALL: readonly Provider[] = ['lava', ...WITH_EVENTS];
const WITH_QUOTA_HEADERS: readonly Provider[] = ['encrata', 'leadlex'];

/** Words that the list of events may have. */
const EVENTS: Readonly<Partial<Record<Provider, readonly string[]>>> = {
  encrata: ['lookup.completed', 'apikey.created', 'apikey.revoked', 'credits.low'],
  agentmessage: ['brand.vetted', 'lookup.completed', 'wallet.balance_low', 'wallet.balance_zero'],
  leadlex: ['contact.created', 'contact.updated', 'deal.updated', 'deal.created'],
};

const CATALOG = 'GET /events/catalog' as const;
const LOGS = 'GET /webhooks/{id}/logs' as const;

/** The name of the property that was wrong, written otherwise wherever an error names it. */
const renamed = (json: any): any =>
  JSON.parse(
    JSON.stringify(json, (key, value) => (key === 'path' && value[0] === 'url' ? ['name', ...value.slice(1)] : value)),
    function (this: any, key, value) {
      if (key !== 'details' && key !== 'fields') return value;
      const { url, ...rest } = value ?? {};
      return url === undefined ? value : { ...rest, events: url };
    },
  );

/** The faults of this group. */
export const detailFaults = [
  ...fault('state', 'three-events', 'keeps three events at most', WITH_EVENTS, (api) => ({
    finds: [`ValueNotKept ${api.operations.create}`],
    place: 'events',
    wrap: bodiesIn(api, 'create', (json) =>
      Array.isArray(json.events) && json.events.length > 3 && isUsual(json.events)
        ? { ...json, events: json.events.slice(0, 3) }
        : json,
    ),
    isWrong: async (call) => {
      const events = EVENTS[api.provider]!;
      return (await call.create({ events })).item.events.length === 3;
    },
  })),
  ...fault('state', 'no-slash', 'loses the slash at the end of a URL in a create', ALL, (api) => ({
    finds: [`ValueNotKept ${api.operations.create}`],
    place: 'url',
    wrap: bodiesIn(api, 'create', (json) =>
      typeof json.url === 'string' ? { ...json, url: json.url.replace(/(?<=[^/])\/$/, '') } : json,
    ),
    isWrong: async (call) =>
      (await call.create({ url: 'https://hooks.example.com/a/' })).item.url === 'https://hooks.example.com/a',
  })),
  ...fault('headers', 'limit-float', 'writes the limit of its quota with a point', WITH_QUOTA_HEADERS, (api) => ({
    finds: ['HeaderInvalid *'],
    place: 'X-RateLimit-Limit',
    wrap: answers(api, 'list', (response) => ({
      ...response,
      headers: { ...response.headers, 'X-RateLimit-Limit': `${response.headers?.['X-RateLimit-Limit']}.0` },
    })),
    isWrong: async (call) => (await call.list()).headers.get('x-ratelimit-limit')!.endsWith('.0'),
  })),
  ...fault('error', 'other-property', 'names another property than the wrong one', ALL, (api) => ({
    finds: ['WrongOutcome *'],
    wrap: answers(api, ['create', 'update'], (response) =>
      response.status >= 400 ? { ...response, json: renamed(response.json) } : response,
    ),
    isWrong: async (call) => !/"url"/.test((await call.create({ url: 7 })).text),
  })).filter(({ provider }) => provider !== 'encrata'),
  ...fault(
    'state',
    'duplicate-overwrites',
    'writes a refused duplicate over the one that is there',
    ['leadlex'],
    (api) => ({
      finds: ['ResourceChanged createWebhook'],
      wrap: (handle) => {
        const overwritten = new Map<string, unknown>();
        return async (request) => {
          const response = await handle(request);
          if (roleOf(api, request) === 'create' && response.status === 409) {
            const { url, description } = JSON.parse(request.body.toString()) as { url: string; description?: string };
            overwritten.set(url, description ?? 'overwritten');
          }
          if (roleOf(api, request) !== 'list' || !isSuccess(response)) return response;
          const json = put(response.json, api.many, (many: any[]) =>
            many.map((entry) =>
              overwritten.has(entry.url) ? { ...entry, description: overwritten.get(entry.url) } : entry,
            ),
          );
          return { ...response, json };
        };
      },
      isWrong: async (call) => {
        const { item } = await call.create();
        await call.create({ url: item.url, description: 'another' });
        return (await call.read(item.id)).item.description === 'another';
      },
    }),
  ),
  ...fault('state', 'list-distinct', 'lists one webhook of each URL', ['encrata'], (api) => ({
    finds: ['ResourceNotListed getWebhooks'],
    wrap: bodies(api, 'list', (json: any[]) =>
      json.filter((entry, index) => json.findIndex(({ url }) => url === entry.url) === index),
    ),
    isWrong: async (call) => {
      const url = 'https://hooks.example.com/twice';
      await call.create({ url });
      await call.create({ url });
      return (await call.list()).items.filter((entry) => entry.url === url).length === 1;
    },
  })),
  ...fault('state', 'log-one-id', 'gives all deliveries of a webhook one id', ['encrata'], (api) => ({
    finds: ['DeliveryLogWrong listWebhookDeliveries'],
    place: 'id',
    wrap: bodies(api, 'GET /webhooks/deliveries', (json: any[]) => json.map((row) => ({ ...row, id: row.webhook_id }))),
    isWrong: async (call) => {
      const id = await createTested(call);
      await call.ask(`POST ${api.path}/test`, { body: { id } });
      const { json } = await call.ask(`GET ${api.path}/deliveries?webhook_id=${id}`);
      return json[0].id === json[1].id;
    },
  })),
  ...fault('state', 'page-told', 'says of every page that it is the first', ['leadlex'], (api) => ({
    finds: ['PageWrong listDeliveryLogs'],
    place: 'page',
    wrap: bodies(api, LOGS, (json) => ({ ...json, meta: { ...json.meta, page: 1 } })),
    isWrong: async (call) => {
      const { item } = await call.create();
      return (await call.ask(`GET ${api.path}/${item.id}/logs?page=2`)).json.meta.page === 1;
    },
  })),
  ...fault('status', 'default-refused', 'refuses the default of a parameter', ['leadlex'], (api) => ({
    finds: ['ValidRequestRefused listEventCatalog'],
    place: 'version',
    wrap: queries(api, CATALOG, (query) => {
      if (query.has('version')) query.set('category', 'none');
    }),
    isWrong: async (call) => !isSuccess(await call.ask('GET /v1/events/catalog?version=v1')),
  })),
  ...fault('auth', 'scope-catalog', 'asks for a scope where none is needed', ['leadlex'], (api) => ({
    finds: ['ValidCredentialsRefused listEventCatalog'],
    wrap: (handle) => async (request) =>
      isCall(request, CATALOG) && request.headers['authorization']?.endsWith(api.tokens.limited!)
        ? { status: 403, json: { error: { code: 'forbidden', message: 'Insufficient permissions' } } }
        : handle(request),
    isWrong: async (call) => (await call.ask(`GET /v1/events/catalog`, { token: api.tokens.limited! })).status === 403,
  })),
  ...fault('state', 'rotate-frozen', 'leaves the time of the last change when it rotates', ['agentmessage'], (api) => ({
    finds: ['TimestampNotMoved rotateWebhookEndpointSecret'],
    place: 'updated_at',
    wrap: (handle) => {
      const before = new Map<string, string>();
      const frozen = new Map<string, string>();
      return async (request) => {
        const response = await handle(request);
        if (!isSuccess(response)) return response;
        if (isCall(request, 'POST /webhooks/{id}/rotate-secret')) {
          const id = request.path.split('/').at(-2)!;
          if (before.has(id)) frozen.set(id, before.get(id)!);
          return { ...response, json: thaw(response.json, frozen) };
        }
        if (roleOf(api, request) === 'update') frozen.delete(targetOf(api, request));
        eachShown(api, response.json, (webhook) => {
          if (!frozen.has(webhook.id)) before.set(webhook.id, webhook.updated_at);
        });
        return { ...response, json: eachShown(api, response.json, (webhook) => thaw(webhook, frozen)) };
      };
    },
    isWrong: async (call) => {
      const { item } = await call.create();
      call.pass(5000);
      await call.ask(`POST ${api.path}/${item.id}/rotate-secret`);
      return (await call.read(item.id)).item.updated_at === item.updated_at;
    },
  })),
  ...fault('protocol', 'below', 'reads a webhook at every path below it', ['lava', 'agentmessage'], (api) => ({
    finds: ['UnknownPathAccepted *'],
    wrap: requests(api, 'GET /webhooks/{id}/{rest}', (request) =>
      request.path.includes('/deliveries/') ? request : { ...request, path: request.path.replace(/\/[^/]+$/, '') },
    ),
    isWrong: async (call) => {
      const { item } = await call.create();
      return isSuccess(await call.ask(`GET ${api.path}/${item[api.id]}/anything`));
    },
  })),
  ...fault('leniency', 'wildcard', 'takes a star for all events', WITH_EVENTS, (api) => ({
    finds: ['InvalidInputAccepted *'],
    place: 'events',
    wrap: bodiesIn(api, 'create', (json) =>
      Array.isArray(json.events) && json.events.includes('*') ? { ...json, events: EVENTS[api.provider] } : json,
    ),
    isWrong: async (call) => isSuccess(await call.create({ events: ['*'] })),
  })),
  ...fault('state', 'unique-query', 'takes URLs that differ in their queries for one', ['leadlex'], (api) => ({
    finds: ['UniquenessTooStrict createWebhook'],
    wrap: (handle) => {
      const known = new Set<string>();
      return async (request) => {
        const response = await handle(request);
        if (roleOf(api, request) !== 'create' || !isSuccess(response)) return response;
        const { url } = pick(response.json, api.one) as { url: string };
        const [path = '', query] = url.split('?');
        if (query !== 'other=1' && query !== 'a=1') known.add(path);
        else if (known.has(path)) return { status: 409, json: DUPLICATE };
        return response;
      };
    },
    isWrong: async (call) => {
      await call.create({ url: 'https://hooks.example.com/query' });
      return !isSuccess(await call.create({ url: 'https://hooks.example.com/query?a=1' }));
    },
  })),
  ...fault('auth', 'tenant-filter', 'looks at no tenant where a filter names an endpoint', ['agentmessage'], (api) => ({
    finds: ['TenantNotIsolated listWebhookDeliveries'],
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      const isFiltered = isCall(request, 'GET /webhooks/deliveries') && request.query.has('endpoint_id');
      if (!isFiltered || !isSuccess(response)) return response;
      return handle(withHeader(request, 'authorization', `Bearer ${api.tokens.main}`));
    },
    isWrong: async (call) => {
      const id = await createTested(call);
      const { json } = await call.ask(`GET ${api.path}/deliveries?endpoint_id=${id}`, { token: api.tokens.second });
      return json.data.length > 0;
    },
  })),
];

const thaw = (webhook: any, frozen: ReadonlyMap<string, string>): unknown =>
  frozen.has(webhook.id) ? { ...webhook, updated_at: frozen.get(webhook.id) } : webhook;

const DUPLICATE = { error: { code: 'duplicate_webhook', message: 'A webhook with this URL already exists' } };

/** Whether all are words of the contract's form: what is refused stays refused. */
function isUsual(events: readonly unknown[]): boolean {
  return events.every((event) => typeof event === 'string' && /^[a-z0-9_]+(\.[a-z0-9_]+)+$/.test(event));
}
