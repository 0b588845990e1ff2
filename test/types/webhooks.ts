/** Compiled, never run: what `createWebhookHandler` accepts and what it refuses. */
import type { createServer } from 'node:http';
import { expectTypeOf } from 'vitest';
import { agentmessageWebhooks } from '../../generated/agentmessage/webhooks.ts';
import { encrataWebhooks, type EncrataEvents } from '../../generated/encrata/webhooks.ts';
import { lavaWebhooks, type EventPayload, type LavaEvents } from '../../generated/lava/webhooks.ts';
import { leadlexWebhooks } from '../../generated/leadlex/webhooks.ts';
import { createWebhookHandler, type WebhookSource } from '../../src/delivery/receive/webhooks.ts';

const secrets = 'whsec_x';

export const some = createWebhookHandler<LavaEvents>({
  ...lavaWebhooks,
  secrets: () => process.env['LAVA_SECRET'],
  on: {
    'customer.created': async (event, delivery) => {
      expectTypeOf(event).toEqualTypeOf<EventPayload<'customer.created'>>();
      expectTypeOf(delivery.id).toEqualTypeOf<string | undefined>();
    },
  },
  otherwise: (event) => void event,
});

export const all = createWebhookHandler<LavaEvents>({
  ...lavaWebhooks,
  secrets,
  exhaustive: true,
  on: {
    'customer.created': ({ event }) => expectTypeOf(event).toEqualTypeOf<'customer.created'>(),
    'customer.deleted': ({ event }) => expectTypeOf(event).toEqualTypeOf<'customer.deleted'>(),
    'customer.wallet.balance.updated': () => {},
  },
});

// @ts-expect-error two events have no handler
createWebhookHandler<LavaEvents>({
  ...lavaWebhooks,
  secrets,
  exhaustive: true,
  on: { 'customer.created': () => {} },
});

createWebhookHandler<LavaEvents>({
  ...lavaWebhooks,
  secrets,
  // @ts-expect-error no such event
  on: { 'customer.create': () => {} },
});

createWebhookHandler<LavaEvents>({
  ...lavaWebhooks,
  secrets,
  exhaustive: true,
  on: {
    'customer.created': () => {},
    'customer.deleted': () => {},
    'customer.wallet.balance.updated': () => {},
    // @ts-expect-error no such event
    'customer.updated': () => {},
  },
});

createWebhookHandler<EncrataEvents>({
  ...encrataWebhooks,
  secrets,
  on: {
    // @ts-expect-error no such member of the payload
    'credits.low': (event) => event.credits,
  },
});

// @ts-expect-error the secrets are missing
createWebhookHandler<LavaEvents>({ ...lavaWebhooks, on: {} });

// @ts-expect-error where the name of the event stands is missing
createWebhookHandler<LavaEvents>({ scheme: lavaWebhooks.scheme, secrets, on: {} });

// Without generated types every name goes, and nothing is known of the payload.
createWebhookHandler({
  ...leadlexWebhooks,
  secrets,
  on: { 'contact.created': (event: unknown) => expectTypeOf(event).toEqualTypeOf<unknown>() },
});

export const sources: readonly WebhookSource[] = [agentmessageWebhooks, encrataWebhooks, lavaWebhooks, leadlexWebhooks];

// Servers take the adapters as they are.
expectTypeOf(some.fetch).toExtend<(request: Request, context: { params: Promise<object> }) => Promise<Response>>();
expectTypeOf(some.node).toExtend<NonNullable<Parameters<typeof createServer>[1]>>();
