/** Servers that take parameters that they have to refuse. */
import { fault, isSuccess, queries } from './fault.ts';
import type { Provider } from './dialect.ts';

/** A parameter that is mended instead of refused, and a value that shows it. */
function lenient(
  slug: string,
  name: string,
  provider: Provider,
  operation: string,
  call: string,
  parameter: string,
  mend: (value: string) => string | undefined,
  query: string,
) {
  return fault('leniency', slug, name, [provider], (api) => ({
    finds: [`InvalidInputAccepted ${operation}`],
    place: parameter,
    wrap: queries(api, `GET ${call}`, (parameters) => {
      const value = parameters.get(parameter);
      if (value === null) return;
      const mended = mend(value);
      if (mended === undefined) parameters.delete(parameter);
      else parameters.set(parameter, mended);
    }),
    isWrong: async (caller) => {
      const { item } = await caller.create();
      return isSuccess(await caller.ask(`GET ${call.replace('{id}', item[api.id])}?${query}`));
    },
  }));
}

const digits = (value: string): string | undefined => (/^-?\d+$/.test(value) ? value : undefined);
const above = (lowest: number) => (value: string) => (Number(value) < lowest ? String(lowest) : value);
const below = (highest: number) => (value: string) => (Number(value) > highest ? String(highest) : value);
const oneOf =
  (...words: string[]) =>
  (value: string) =>
    words.includes(value) ? value : undefined;
const time = (value: string): string | undefined => (/^\d{4}-\d\d-\d\dT/.test(value) ? value : undefined);

/** The faults of this group. */
export const queryFaults = [
  ...lenient(
    'large-page',
    'cuts a page size that is too large',
    'lava',
    'listWebhooks',
    '/webhooks',
    'limit',
    below(100),
    'limit=101',
  ),
  ...(
    [
      ['lava', 'listWebhooks', '/webhooks', 'limit'],
      ['agentmessage', 'listWebhookEndpoints', '/v1/webhooks', 'limit'],
      ['leadlex', 'listDeliveryLogs', '/v1/webhooks/{id}/logs', 'per_page'],
      ['leadlex', 'listDeliveryLogs', '/v1/webhooks/{id}/logs', 'page'],
    ] as const
  ).flatMap(([provider, operation, call, name]) =>
    lenient(
      name === 'page' ? 'negative-page' : 'negative-size',
      'takes a number below zero for none at all',
      provider,
      operation,
      call,
      name,
      (value) => (/^-\d/.test(value) ? undefined : value),
      `${name}=-1`,
    ),
  ),
  ...lenient(
    'page-of-none',
    'takes a page size of 0',
    'lava',
    'listWebhooks',
    '/webhooks',
    'limit',
    above(1),
    'limit=0',
  ),
  ...lenient(
    'page-word',
    'does not read a page size that is no number',
    'lava',
    'listWebhooks',
    '/webhooks',
    'limit',
    digits,
    'limit=many',
  ),
  ...lenient(
    'large-page',
    'cuts a page size that is too large',
    'agentmessage',
    'listWebhookEndpoints',
    '/v1/webhooks',
    'limit',
    below(100),
    'limit=101',
  ),
  ...lenient(
    'page-of-none',
    'takes a page size of 0',
    'agentmessage',
    'listWebhookEndpoints',
    '/v1/webhooks',
    'limit',
    above(1),
    'limit=0',
  ),
  ...lenient(
    'unknown-outcome',
    'lists all deliveries for an outcome that it does not know',
    'agentmessage',
    'listWebhookDeliveries',
    '/v1/webhooks/deliveries',
    'outcome',
    oneOf('success', 'retry', 'dead'),
    'outcome=failed',
  ),
  ...lenient(
    'no-time',
    'does not read a time that is none',
    'agentmessage',
    'listWebhookDeliveries',
    '/v1/webhooks/deliveries',
    'since',
    time,
    'since=yesterday',
  ),
  ...lenient(
    'low-status',
    'searches for statuses below 100',
    'agentmessage',
    'listWebhookDeliveries',
    '/v1/webhooks/deliveries',
    'http_status_min',
    above(100),
    'http_status_min=99',
  ),
  ...lenient(
    'granularity',
    'counts by the hour when it is asked for weeks',
    'agentmessage',
    'getMetricsWebhooks',
    '/v1/metrics/webhooks',
    'granularity',
    oneOf('minute', 'hour', 'day'),
    'metric=failed&granularity=week',
  ),
  ...fault('leniency', 'no-metric', 'has a metric for whoever names none', ['agentmessage'], (api) => ({
    finds: ['InvalidInputAccepted getMetricsWebhooks'],
    place: 'metric',
    wrap: queries(api, 'GET /metrics/webhooks', (query) => {
      if (!query.has('metric')) query.set('metric', 'delivered');
    }),
    isWrong: async (call) => isSuccess(await call.ask('GET /v1/metrics/webhooks')),
  })),
  ...lenient(
    'page-zero',
    'takes page 0 for page 1',
    'leadlex',
    'listDeliveryLogs',
    '/v1/webhooks/{id}/logs',
    'page',
    above(1),
    'page=0',
  ),
  ...lenient(
    'large-page',
    'cuts a page size that is too large',
    'leadlex',
    'listDeliveryLogs',
    '/v1/webhooks/{id}/logs',
    'per_page',
    below(100),
    'per_page=101',
  ),
  ...lenient(
    'unknown-status',
    'shows all logs for a status that it does not know',
    'leadlex',
    'listDeliveryLogs',
    '/v1/webhooks/{id}/logs',
    'status',
    oneOf('success', 'failed', 'pending'),
    'status=lost',
  ),
  ...lenient(
    'unknown-category',
    'shows the whole catalog for a category that it does not know',
    'leadlex',
    'listEventCatalog',
    '/v1/events/catalog',
    'category',
    oneOf('contact', 'company', 'deal', 'task', 'note', 'email', 'meeting', 'document', 'workflow', 'billing', 'sync'),
    'category=nothing',
  ),
  ...fault('leniency', 'no-webhook-id', 'lists no deliveries for whoever names no webhook', ['encrata'], (api) => ({
    finds: ['InvalidInputAccepted listWebhookDeliveries'],
    place: 'webhook_id',
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      const isList = request.path.endsWith('/deliveries') && !request.query.has('webhook_id');
      return isList && response.status === 400 ? { ...response, status: 200, json: [] } : response;
    },
    isWrong: async (call) => isSuccess(await call.ask(`GET ${api.path}/deliveries`)),
  })),
];
