/** Servers whose successes do not have the documented form: envelopes, pages, and operations beside the webhooks. */
import { answers, bodies, fault, isSuccess, without } from './fault.ts';
import { type Dialect, pick, put } from './dialect.ts';

const violates = (api: Dialect, role: keyof Dialect['operations']): string[] => [
  `SchemaViolation ${api.operations[role]}`,
];

/** The faults of this group. */
export const frameFaults = [
  ...fault('body', 'wrapped-read', 'wraps one webhook', ['lava', 'agentmessage', 'encrata'], (api) => ({
    finds: violates(api, 'read'),
    wrap: bodies(api, 'read', (json) => ({ data: json })),
    isWrong: async (call) => {
      const { item } = await call.create();
      return 'data' in (await call.read(item[api.id])).json;
    },
  })),
  ...fault('body', 'wrapped-list', 'wraps its list', ['encrata'], (api) => ({
    finds: violates(api, 'list'),
    wrap: bodies(api, 'list', (json) => ({ webhooks: json })),
    isWrong: async (call) => 'webhooks' in (await call.list()).json,
  })),
  ...fault('body', 'bare-create', 'answers without its envelope', ['leadlex'], (api) => ({
    finds: violates(api, 'create'),
    wrap: bodies(api, 'create', (json) => json.data.webhook),
    isWrong: async (call) => (await call.create()).json.data === undefined,
  })),
  ...fault('body', 'renamed-list', 'calls the rows of its list items', ['leadlex', 'agentmessage', 'lava'], (api) => {
    const name = api.many.at(-1)!;
    return {
      finds: violates(api, 'list'),
      place: name,
      wrap: bodies(api, 'list', (json) =>
        put(json, api.many.slice(0, -1), ({ [name]: items, ...rest }) => ({ ...rest, items })),
      ),
      isWrong: async (call) => pick((await call.list()).json, [...api.many.slice(0, -1), 'items']) !== undefined,
    };
  }),
  ...fault('body', 'list-map', 'lists webhooks by id instead of in a row', ['lava', 'encrata'], (api) => ({
    finds: violates(api, 'list'),
    wrap: bodies(api, 'list', (json) =>
      put(json, api.many, (rows: any[]) => Object.fromEntries(rows.map((row) => [row[api.id], row]))),
    ),
    isWrong: async (call) => !Array.isArray(pick((await call.list()).json, api.many)),
  })),
  ...fault('body', 'rows-wrapped', 'wraps every row of its list', ['leadlex'], (api) => ({
    finds: violates(api, 'list'),
    wrap: bodies(api, 'list', (json) => put(json, api.many, (rows: any[]) => rows.map((webhook) => ({ webhook })))),
    isWrong: async (call) => {
      await call.create();
      return 'webhook' in (await call.list()).items[0];
    },
  })),
  ...fault('body', 'empty-update', 'answers an update with no body', ['lava', 'leadlex'], (api) => ({
    finds: [`BodyMissing ${api.operations.update}`],
    wrap: answers(api, 'update', (response) => {
      const { json: _, ...rest } = response;
      return isSuccess(response) ? rest : response;
    }),
    isWrong: async (call) => {
      const { item } = await call.create();
      return (await call.update(item[api.id], { [api.text]: 'x' })).text === '';
    },
  })),
  ...fault('body', 'null-read', 'answers a read with null', ['agentmessage'], (api) => ({
    finds: violates(api, 'read'),
    wrap: bodies(api, 'read', () => null),
    isWrong: async (call) => {
      const { item } = await call.create();
      return (await call.read(item.id)).text === 'null';
    },
  })),
  ...fault('body', 'twice-encoded', 'writes its list as a JSON text within JSON', ['leadlex', 'encrata'], (api) => ({
    finds: violates(api, 'list'),
    wrap: bodies(api, 'list', (json) => JSON.stringify(json)),
    isWrong: async (call) => typeof (await call.list()).json === 'string',
  })),
  ...fault('body', 'null-cursor', 'shows a cursor of null on the last page', ['lava'], (api) => ({
    finds: violates(api, 'list'),
    place: 'next_cursor',
    wrap: bodies(api, 'list', (json) => ({ next_cursor: null, ...json })),
    isWrong: async (call) => (await call.list()).json.next_cursor === null,
  })),
  ...fault('body', 'has-more-text', 'writes has_more as a text', ['lava'], (api) => ({
    finds: violates(api, 'list'),
    place: 'has_more',
    wrap: bodies(api, 'list', (json) => ({ ...json, has_more: String(json.has_more) })),
    isWrong: async (call) => typeof (await call.list()).json.has_more === 'string',
  })),
  ...fault('body', 'meta-missing', 'forgets the meta of its list', ['agentmessage'], (api) => ({
    finds: violates(api, 'list'),
    place: 'meta',
    wrap: bodies(api, 'list', (json) => without(json, 'meta')),
    isWrong: async (call) => !('meta' in (await call.list()).json),
  })),
  ...fault('body', 'meta-cursor', 'leaves next_cursor out at the end of its list', ['agentmessage'], (api) => ({
    finds: violates(api, 'list'),
    place: 'next_cursor',
    wrap: bodies(api, 'list', (json) => put(json, ['meta'], (meta) => without(meta, 'next_cursor'))),
    isWrong: async (call) => !('next_cursor' in (await call.list()).json.meta),
  })),
  ...fault('body', 'logs-meta', 'forgets the page size of its logs', ['leadlex'], (api) => ({
    finds: ['SchemaViolation listDeliveryLogs'],
    place: 'per_page',
    wrap: bodies(api, 'GET /logs', (json) => put(json, ['meta'], (meta) => without(meta, 'per_page'))),
    isWrong: async (call) => {
      const { item } = await call.create();
      return !('per_page' in (await call.ask(`GET ${api.path}/${item.id}/logs`)).json.meta);
    },
  })),
  ...fault('body', 'catalog-total', 'writes the size of its catalog as a text', ['leadlex'], (api) => ({
    finds: ['SchemaViolation listEventCatalog'],
    place: 'total',
    wrap: bodies(api, 'GET /catalog', (json) => ({ data: { ...json.data, total: String(json.data.total) } })),
    isWrong: async (call) => typeof (await call.ask('GET /v1/events/catalog')).json.data.total === 'string',
  })),
  ...fault('body', 'signature-upper', 'writes the signature of a test in capitals', ['encrata'], (api) => ({
    finds: ['SchemaViolation testWebhook'],
    place: 'signature',
    wrap: bodies(api, 'POST /webhooks/test', (json) => ({ ...json, signature: `${json.signature.toUpperCase()}` })),
    isWrong: async (call) => {
      const { item } = await call.create();
      return /[A-F]/.test((await call.ask(`POST ${api.path}/test`, { body: { id: item.id } })).json.signature);
    },
  })),
  ...fault('body', 'attempts-text', 'counts attempts in words', ['encrata'], (api) => ({
    finds: ['SchemaViolation listWebhookDeliveries'],
    place: 'attempts',
    wrap: bodies(api, 'GET /webhooks/deliveries', (json) => json.map((row: any) => ({ ...row, attempts: 'one' }))),
    isWrong: async (call) => {
      const { item } = await call.create();
      await call.ask(`POST ${api.path}/test`, { body: { id: item.id } });
      return (await call.ask(`GET ${api.path}/deliveries?webhook_id=${item.id}`)).json[0].attempts === 'one';
    },
  })),
  ...fault('body', 'test-outcome', 'has an outcome of its own for tests', ['agentmessage'], (api) => ({
    finds: ['SchemaViolation testWebhookEndpoint'],
    place: 'outcome',
    wrap: bodies(api, 'POST /test', (json) => ({ ...json, outcome: 'failed' })),
    isWrong: async (call) => {
      const { item } = await call.create();
      return (await call.ask(`POST ${api.path}/${item.id}/test`)).json.outcome === 'failed';
    },
  })),
  ...fault('body', 'metric-buckets', 'gives a metric without its buckets', ['agentmessage'], (api) => ({
    finds: ['SchemaViolation getMetricsWebhooks'],
    place: 'buckets',
    wrap: bodies(api, 'GET /metrics/webhooks', (json) => put(json, ['data'], (data) => without(data, 'buckets'))),
    isWrong: async (call) => !('buckets' in (await call.ask('GET /v1/metrics/webhooks?metric=delivered')).json.data),
  })),
];
