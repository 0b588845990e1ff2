/** Compiled, never run: what the LeadLex client accepts and what it refuses. */
import { expectTypeOf } from 'vitest';
import { createLeadlexClient } from '../../generated/leadlex/client.ts';
import type {
  EventName,
  EventPayload,
  RequestBody,
  ResponseBody,
  Schema,
  Status,
} from '../../generated/leadlex/client.ts';

const client = createLeadlexClient({ token: 'wbk_x' });

export async function calls(): Promise<void> {
  const { data, error } = await client.POST('/v1/webhooks', {
    body: { url: 'https://example.com/hook', events: ['contact.created'] },
  });
  if (data !== undefined) expectTypeOf(data.data.webhook.secret).toEqualTypeOf<string>();
  else expectTypeOf(error.error.message).toEqualTypeOf<string>();

  // @ts-expect-error events is required
  await client.POST('/v1/webhooks', { body: { url: 'https://example.com/hook' } });
  // @ts-expect-error no such event
  await client.POST('/v1/webhooks', { body: { url: 'https://example.com/hook', events: ['contact.create'] } });
  // @ts-expect-error no such field
  await client.PATCH('/v1/webhooks/{id}', { params: { path: { id: '1' } }, body: { active: true, enabled: true } });
  // @ts-expect-error there is no get by id
  await client.GET('/v1/webhooks/{id}', { params: { path: { id: '1' } } });
  // @ts-expect-error no such status of a delivery
  await client.GET('/v1/webhooks/{id}/logs', { params: { path: { id: '1' }, query: { status: 'dead' } } });

  const { data: list } = await client.GET('/v1/webhooks');
  // @ts-expect-error a list never shows the secret
  void list?.data.webhooks[0]?.secret;
}

export function events(payload: EventPayload<'contact.created' | 'deal.updated'>): void {
  expectTypeOf(payload.type).toEqualTypeOf<'contact.created' | 'deal.updated'>();
  if (payload.type === 'contact.created')
    expectTypeOf(payload.data).toEqualTypeOf<EventPayload<'contact.created'>['data']>();
}

expectTypeOf<EventName>().toEqualTypeOf<Schema<'EventName'>>();
expectTypeOf<Status<'createWebhook'>>().toEqualTypeOf<201 | 400 | 401 | 403 | 409 | 429>();
expectTypeOf<ResponseBody<'deleteWebhook', 200>['data']['deleted']>().toEqualTypeOf<true>();
expectTypeOf<RequestBody<'createWebhook'>['active']>().toEqualTypeOf<boolean | undefined>();
expectTypeOf<RequestBody<'listWebhooks'>>().toEqualTypeOf<undefined>();

// @ts-expect-error no such event
export type WrongEvent = EventPayload<'contact.create'>;
// @ts-expect-error a create never answers 422
export type WrongStatus = ResponseBody<'createWebhook', 422>;
