/** Servers that let a key reach what is not its own. */
import type { ReferenceRequest } from '../reference/support/http.ts';
import { fault, isSuccess, requests, withHeader, type Which } from './fault.ts';
import { type Provider, roleOf } from './dialect.ts';

const bearer = (token: string): string => `Bearer ${token}`;
const key = (request: ReferenceRequest): string => request.headers['authorization'] ?? '';
const as = (request: ReferenceRequest, token: string): ReferenceRequest =>
  withHeader(request, 'authorization', bearer(token));

/** One operation does not look at the tenant. */
const shared = (
  slug: string,
  name: string,
  provider: Provider,
  which: Which,
  operation: string,
  call: string,
  body?: (id: string) => unknown,
) =>
  fault('auth', slug, name, [provider], (api) => ({
    finds: [`TenantNotIsolated ${operation}`],
    wrap: requests(api, which, (request) =>
      key(request) === bearer(api.tokens.second) ? as(request, api.tokens.main) : request,
    ),
    isWrong: async (caller) => {
      const { item } = await caller.create();
      const id: string = item[api.id];
      const answer = await caller.ask(call.replace('{id}', id), {
        token: api.tokens.second,
        ...(body && { body: body(id) }),
      });
      return (
        isSuccess(answer) &&
        (answer.text === '' || answer.text.includes(id) || body !== undefined || call.includes('{id}'))
      );
    },
  }));

/** One operation does not look at the tenant of a delivery. */
const delivery = (slug: string, name: string, operation: string, call: string) =>
  fault('auth', slug, name, ['agentmessage'], (api) => ({
    finds: [`TenantNotIsolated ${operation}`],
    wrap: requests(api, call as Which, (request) =>
      key(request) === bearer(api.tokens.second) ? as(request, api.tokens.main) : request,
    ),
    isWrong: async (caller) => {
      const { item } = await caller.create();
      await caller.ask(`POST ${api.path}/${item[api.id]}/test`);
      caller.pass(1000);
      const { json } = await caller.ask('GET /v1/webhooks/deliveries');
      return isSuccess(await caller.ask(call.replace('{id}', json.data[0].id), { token: api.tokens.second }));
    },
  }));

/** Limited keys may do more than they should. */
const scope = (
  slug: string,
  name: string,
  providers: readonly Provider[],
  which: Which | undefined,
  operation: string,
  full: Partial<Record<Provider, string>>,
) =>
  fault('auth', slug, name, providers, (api) => {
    const swap = (request: ReferenceRequest): ReferenceRequest =>
      key(request) === bearer(api.tokens.limited!) ? as(request, full[api.provider]!) : request;
    return {
      finds: [`ScopeNotEnforced ${operation}`],
      wrap: which === undefined ? (handle) => (request) => handle(swap(request)) : requests(api, which, swap),
      isWrong: async (caller) => {
        const token = api.tokens.limited!;
        const isCreate = which === undefined || which === 'create';
        if (isCreate) return isSuccess(await caller.create({}, { token }));
        const { item } = await caller.create({}, { token: full[api.provider]! });
        if (which === 'remove') return isSuccess(await caller.remove(item.id, { token }));
        if (which === 'update') return isSuccess(await caller.update(item.id, {}, { token, body: { active: true } }));
        return isSuccess(await caller.ask(`POST ${api.path}/${item.id}/rotate-secret`, { token }));
      },
    };
  });
const admins = {
  agentmessage: 'am_live_acmeDefault00000000000000000000000',
  leadlex: 'wbk_live_acmeDefault000000000000000000000',
};

/** The faults of this group. */
export const reachFaults = [
  ...scope('scopes', 'lets a key do what its scopes do not allow', ['agentmessage', 'leadlex'], undefined, '*', admins),
  ...scope('scope-delete', 'lets any key delete', ['agentmessage', 'leadlex'], 'remove', '*', admins),
  ...scope(
    'scope-rotate',
    'lets any key rotate a secret',
    ['agentmessage'],
    'POST /rotate-secret',
    'rotateWebhookEndpointSecret',
    admins,
  ),
  ...scope('scope-update', 'lets any key update', ['leadlex'], 'update', 'updateWebhook', admins),
  ...shared(
    'tenant-read',
    'shows a webhook to another tenant',
    'agentmessage',
    'read',
    'getWebhookEndpoint',
    'GET /v1/webhooks/{id}',
  ),
  ...shared('tenant-read', 'shows a webhook to another tenant', 'lava', 'read', 'getWebhook', 'GET /webhooks/{id}'),
  ...shared('tenant-list', 'lists the webhooks of another tenant', 'lava', 'list', 'listWebhooks', 'GET /webhooks'),
  ...shared(
    'tenant-list',
    'lists the webhooks of another tenant',
    'leadlex',
    'list',
    'listWebhooks',
    'GET /v1/webhooks',
  ),
  ...fault('auth', 'tenant-told', 'tells another tenant that a webhook is there', ['agentmessage', 'lava'], (api) => ({
    finds: [`WrongOutcome|StatusUndocumented ${api.operations.read}`],
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      if (roleOf(api, request) !== 'read' || key(request) !== bearer(api.tokens.second)) return response;
      if (response.status !== 404) return response;
      const mine = await handle(as(request, api.tokens.main));
      return isSuccess(mine) ? { ...response, status: 403 } : response;
    },
    isWrong: async (caller) => {
      const { item } = await caller.create();
      return (await caller.read(item[api.id], { token: api.tokens.second })).status === 403;
    },
  })),
  ...delivery(
    'tenant-delivery',
    'shows a delivery to another tenant',
    'getWebhookDelivery',
    'GET /v1/webhooks/deliveries/{id}',
  ),
  ...delivery(
    'tenant-replay',
    'lets another tenant replay a delivery',
    'replayWebhookDelivery',
    'POST /v1/webhooks/deliveries/{id}/replay',
  ),
  ...shared(
    'tenant-update',
    'lets another tenant update',
    'encrata',
    'update',
    'updateWebhook',
    'PUT /api/webhooks',
    (id) => ({ id, url: 'https://hooks.example.com/taken' }),
  ),
  ...shared(
    'tenant-delete',
    'lets another tenant delete',
    'leadlex',
    'remove',
    'deleteWebhook',
    'DELETE /v1/webhooks/{id}',
  ),
  ...shared(
    'tenant-delete',
    'lets another tenant delete',
    'agentmessage',
    'remove',
    'deleteWebhookEndpoint',
    'DELETE /v1/webhooks/{id}',
  ),
  ...shared(
    'tenant-logs',
    'shows logs to another tenant',
    'leadlex',
    'GET /logs',
    'listDeliveryLogs',
    'GET /v1/webhooks/{id}/logs',
  ),
  ...shared(
    'tenant-deliveries',
    'shows deliveries to another tenant',
    'encrata',
    'GET /webhooks/deliveries',
    'listWebhookDeliveries',
    'GET /api/webhooks/deliveries?webhook_id={id}',
  ),
];
