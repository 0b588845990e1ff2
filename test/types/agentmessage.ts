/** Compiled, never run: what the AgentMessage client accepts and what it refuses. */
import { expectTypeOf } from 'vitest';
import { createAgentmessageClient } from '../../generated/agentmessage/client.ts';
import type {
  EventName,
  EventPayload,
  RequestBody,
  ResponseBody,
  Schema,
  Status,
} from '../../generated/agentmessage/client.ts';

const client = createAgentmessageClient({ token: 'am_x' });

export async function calls(): Promise<void> {
  const { data, error } = await client.POST('/v1/webhooks', {
    body: { url: 'https://example.com/hook', events: ['wallet.balance_low'] },
  });
  if (data !== undefined) expectTypeOf(data.secret_displayed_once).toEqualTypeOf<true>();
  else expectTypeOf(error.error.request_id).toEqualTypeOf<string>();

  // @ts-expect-error a test event cannot be subscribed to
  await client.POST('/v1/webhooks', { body: { url: 'https://example.com/hook', events: ['webhook.test'] } });
  const params = { path: { id: '1' } };
  // @ts-expect-error the version of an endpoint cannot change
  await client.PATCH('/v1/webhooks/{id}', { params, body: { active: true, api_version: '2026-04-01' } });
  // @ts-expect-error the id is missing
  await client.POST('/v1/webhooks/{id}/rotate-secret');
  // @ts-expect-error a status is a number
  await client.GET('/v1/webhooks/deliveries', { params: { query: { http_status_min: '500' } } });

  const { data: endpoint } = await client.GET('/v1/webhooks/{id}', { params: { path: { id: '1' } } });
  // @ts-expect-error the secret is shown on create and rotate only
  void endpoint?.secret;
}

expectTypeOf<EventName>().toEqualTypeOf<Schema<'EventType'> | 'webhook.test'>();
expectTypeOf<EventPayload['type']>().toEqualTypeOf<EventName>();
expectTypeOf<EventPayload<'wallet.balance_low'>['type']>().toEqualTypeOf<'wallet.balance_low'>();
expectTypeOf<Status<'createWebhookEndpoint'>>().toEqualTypeOf<201 | 401 | 403 | 409 | 422>();
expectTypeOf<ResponseBody<'createWebhookEndpoint', 409>['error']['code']>().toEqualTypeOf<'LIMIT_EXCEEDED'>();
expectTypeOf<ResponseBody<'getWebhookEndpoint', 200>['deleted_at']>().toEqualTypeOf<string | null>();
expectTypeOf<RequestBody<'createWebhookEndpoint'>['description']>().toEqualTypeOf<string | undefined>();

// @ts-expect-error no such event
export type WrongEvent = EventPayload<'wallet.low'>;
// @ts-expect-error the deliveries are never created by a client
export type WrongStatus = ResponseBody<'listWebhookDeliveries', 201>;
// @ts-expect-error receivers of webhooks are no operations of the client
export type WrongOperation = RequestBody<'onWalletBalanceLow'>;
