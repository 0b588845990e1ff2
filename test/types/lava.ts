/** Compiled, never run: what the Lava client accepts and what it refuses. */
import { expectTypeOf } from 'vitest';
import { createLavaClient } from '../../generated/lava/client.ts';
import type {
  EventName,
  EventPayload,
  RequestBody,
  ResponseBody,
  Schema,
  Status,
} from '../../generated/lava/client.ts';

const client = createLavaClient({ baseUrl: 'http://127.0.0.1:4010/lava/v1', token: 'aks_test_x' });

export async function calls(): Promise<void> {
  const { data, error } = await client.POST('/webhooks', { body: { name: 'CRM', url: 'https://example.com/hook' } });
  if (data !== undefined) expectTypeOf(data).toEqualTypeOf<Schema<'WebhookCreate'>>();
  else expectTypeOf(error).toEqualTypeOf<Schema<'Error'>>();

  // @ts-expect-error name is required
  await client.POST('/webhooks', { body: { url: 'https://example.com/hook' } });
  // @ts-expect-error no such field
  await client.PATCH('/webhooks/{id}', { params: { path: { id: '1' } }, body: { event: 'customer.created' } });
  // @ts-expect-error no such parameter
  await client.GET('/webhooks', { params: { query: { page: 2 } } });
  // @ts-expect-error a webhook is updated with PATCH
  await client.PUT('/webhooks/{id}', { params: { path: { id: '1' } }, body: { name: 'CRM' } });

  const { data: webhook } = await client.GET('/webhooks/{id}', { params: { path: { id: '1' } } });
  // @ts-expect-error the secret is shown once, on create
  void webhook?.webhook_secret;
  const { data: page } = await client.GET('/webhooks', { params: { query: { limit: 2 } } });
  expectTypeOf(page?.next_cursor).toEqualTypeOf<string | undefined>();
}

export function receive(payload: EventPayload): void {
  expectTypeOf(payload.event).toEqualTypeOf<EventName>();
}

expectTypeOf<EventName>().toEqualTypeOf<'customer.created' | 'customer.wallet.balance.updated' | 'customer.deleted'>();
expectTypeOf<Status<'createWebhook'>>().toEqualTypeOf<201 | 400 | 401>();
expectTypeOf<ResponseBody<'deleteWebhook', 200>>().toEqualTypeOf<{ id: string; deleted: true }>();
expectTypeOf<RequestBody<'updateWebhook'>>().toEqualTypeOf<{ name?: string; url?: string }>();
expectTypeOf<RequestBody<'deleteWebhook'>>().toEqualTypeOf<undefined>();

// @ts-expect-error no such event
export type WrongEvent = EventPayload<'customer.updated'>;
// @ts-expect-error a create answers 201
export type WrongStatus = ResponseBody<'createWebhook', 200>;
