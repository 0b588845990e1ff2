/** Compiled, never run: what the Encrata client accepts and what it refuses. */
import { expectTypeOf } from 'vitest';
import { createEncrataClient } from '../../generated/encrata/client.ts';
import type {
  EventName,
  EventPayload,
  RequestBody,
  ResponseBody,
  Schema,
  Status,
} from '../../generated/encrata/client.ts';

const client = createEncrataClient({ token: 'enc_x' });

export async function calls(): Promise<void> {
  const { data, error } = await client.POST('/api/webhooks', {
    body: { url: 'https://example.com/hook', events: ['credits.low'] },
  });
  if (data !== undefined) expectTypeOf(data.secret).toEqualTypeOf<string>();
  else expectTypeOf(error.error).toEqualTypeOf<string>();

  const url = 'https://example.com/hook';
  // @ts-expect-error no such event to subscribe to
  await client.POST('/api/webhooks', { body: { url, events: ['monitor.run.completed'] } });
  // @ts-expect-error the property is called is_active
  await client.PUT('/api/webhooks', { body: { id: '1', url, active: true } });
  // @ts-expect-error the id travels in the body, not in the query
  await client.DELETE('/api/webhooks', { params: { query: { id: '1' } } });
  // @ts-expect-error webhook_id is required
  await client.GET('/api/webhooks/deliveries');
  // @ts-expect-error the id travels in the query, not in the path
  await client.GET('/api/webhooks/{id}', { params: { path: { id: '1' } } });

  const { data: deliveries } = await client.GET('/api/webhooks/deliveries', {
    params: { query: { webhook_id: '1' } },
  });
  expectTypeOf(deliveries?.[0]?.status).toEqualTypeOf<'pending' | 'success' | 'failed' | undefined>();
}

expectTypeOf<EventName>().toEqualTypeOf<Schema<'EventName'> | 'monitor.run.completed' | 'test'>();
expectTypeOf<EventPayload<'credits.low'>['event']>().toEqualTypeOf<'credits.low'>();
expectTypeOf<EventPayload<'monitor.run.completed'>['data']['credits_used']>().toEqualTypeOf<number>();
expectTypeOf<Status<'testWebhook'>>().toExtend<number>();
expectTypeOf<ResponseBody<'updateWebhook', 200>>().toEqualTypeOf<{ status: 'updated' }>();
expectTypeOf<RequestBody<'deleteWebhook'>>().toEqualTypeOf<{ id: string }>();

// @ts-expect-error no such event
export type WrongEvent = EventPayload<'credits.empty'>;
// @ts-expect-error an update never answers 204
export type WrongStatus = ResponseBody<'updateWebhook', 204>;
