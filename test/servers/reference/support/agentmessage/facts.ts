/** What AgentMessage's pages name: events, keys, and the shapes of what is stored. */
import type { Key } from '../keyring.ts';

/** The 17 events one can subscribe to. */
export const EVENTS = [
  'brand.vetted',
  'brand.vetting_failed',
  'campaign.approved',
  'campaign.rejected',
  'campaign.shared',
  'wallet.balance_low',
  'wallet.balance_zero',
  'subscription.past_due',
  'subscription.canceled',
  'api_key.created',
  'api_key.rotated',
  'api_key.revoked',
  'phone_number.bulk_order.completed',
  'phone_number.campaign.assigned',
  'consent_pending.confirmed',
  'consent_pending.expired',
  'lookup.completed',
];

/** Test keys. */
export const KEYS: readonly Key[] = [
  { token: 'am_live_acmeDefault00000000000000000000000', tenant: 'acme' },
  { token: 'am_live_acmeSecond000000000000000000000000', tenant: 'acme' },
  { token: 'am_live_globexDefault000000000000000000000', tenant: 'globex' },
  { token: 'am_live_acmeReader000000000000000000000000', tenant: 'acme', scopes: ['webhooks:read'] },
  { token: 'am_live_acmeWriter000000000000000000000000', tenant: 'acme', scopes: ['webhooks:write'] },
  { token: 'am_live_acmeAdmin0000000000000000000000000', tenant: 'acme', scopes: ['org:admin:write'] },
  { token: 'am_live_acmeMetrics00000000000000000000000', tenant: 'acme', scopes: ['metrics:read'] },
  { token: 'am_live_acmeRevoked00000000000000000000000', tenant: 'acme', status: 'revoked' },
  { token: 'am_live_toolsUnmetered00000000000000000000', tenant: 'tools', unmetered: true },
];
/** Stored. */
export interface Endpoint {
  readonly id: string;
  readonly org_id: string;
  url: string;
  description?: string;
  events: string[];
  active: boolean;
  readonly api_version: string;
  readonly created_at: string;
  updated_at: string;
  deleted_at: string | null;
}

/** Stored. */
export interface Delivery {
  readonly [property: string]: unknown;
  readonly id: string;
  readonly endpoint_id: string;
  readonly event_type: string;
  readonly outcome: 'success' | 'retry' | 'dead';
  readonly response_status: number | null;
  readonly occurred_at: string;
}

/** Stored. */
export interface Organization {
  readonly id: string;
  secret: string;
  readonly endpoints: Map<string, Endpoint>;
  readonly secrets: Map<string, string>;
  /** Newest first, with what was sent. */
  readonly sent: { readonly delivery: Delivery; readonly data: unknown }[];
}
