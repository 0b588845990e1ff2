/** How each provider is spoken to: where its webhooks are, and where they stand in a body. */
import type { ReferenceRequest } from '../reference/support/http.ts';

/** A provider. */
export type Provider = 'lava' | 'encrata' | 'agentmessage' | 'leadlex';

/** What every provider can do with a webhook; LeadLex reads by listing. */
export type Role = 'create' | 'list' | 'read' | 'update' | 'remove';

/** What differs from provider to provider. */
export interface Dialect {
  readonly provider: Provider;
  /** Path of the collection, the server's base path left out. */
  readonly path: string;
  /** operationIds. */
  readonly operations: Readonly<Record<Role, string>>;
  readonly id: string;
  readonly secret: string;
  /** A property that takes any text. */
  readonly text: string;
  /** Keys that lead to the one webhook of an answer, and to the many. */
  readonly one: readonly string[];
  readonly many: readonly string[];
  /** Whether the id travels in query and body instead of the path. */
  readonly flat: boolean;
  readonly updates: 'PATCH' | 'PUT';
  readonly tokens: {
    readonly main: string;
    readonly second: string;
    readonly limited?: string;
    readonly revoked: string;
  };
  /** Body of a create; another number, another webhook. */
  readonly sample: (number: number) => Record<string, unknown>;
}

const urlOf = (number: number): string => `https://hooks.example.com/${number}`;

/** The four. */
export const dialects: Readonly<Record<Provider, Dialect>> = {
  lava: {
    provider: 'lava',
    path: '/webhooks',
    operations: {
      create: 'createWebhook',
      list: 'listWebhooks',
      read: 'getWebhook',
      update: 'updateWebhook',
      remove: 'deleteWebhook',
    },
    id: 'webhook_id',
    secret: 'webhook_secret',
    text: 'name',
    one: [],
    many: ['data'],
    flat: false,
    updates: 'PATCH',
    tokens: {
      main: 'aks_test_reference0000000001',
      second: 'aks_test_reference0000000002',
      revoked: 'aks_test_acmeRevoked00000000000000',
    },
    sample: (number) => ({ name: `Webhook ${number}`, url: urlOf(number) }),
  },
  encrata: {
    provider: 'encrata',
    path: '/api/webhooks',
    operations: {
      create: 'createWebhook',
      list: 'getWebhooks',
      read: 'getWebhooks',
      update: 'updateWebhook',
      remove: 'deleteWebhook',
    },
    id: 'id',
    secret: 'secret',
    text: 'description',
    one: [],
    many: [],
    flat: true,
    updates: 'PUT',
    tokens: {
      main: 'enc_live_reference0000000001',
      second: 'enc_live_reference0000000002',
      revoked: 'enc_live_acmeRevoked000000000000000000000',
    },
    sample: (number) => ({
      url: urlOf(number),
      events: ['lookup.completed', 'credits.low'],
      description: `Webhook ${number}`,
    }),
  },
  agentmessage: {
    provider: 'agentmessage',
    path: '/v1/webhooks',
    operations: {
      create: 'createWebhookEndpoint',
      list: 'listWebhookEndpoints',
      read: 'getWebhookEndpoint',
      update: 'patchWebhookEndpoint',
      remove: 'deleteWebhookEndpoint',
    },
    id: 'id',
    secret: 'secret',
    text: 'description',
    one: [],
    many: ['data'],
    flat: false,
    updates: 'PATCH',
    tokens: {
      main: 'am_live_acmeDefault00000000000000000000000',
      second: 'am_live_globexDefault000000000000000000000',
      limited: 'am_live_acmeReader000000000000000000000000',
      revoked: 'am_live_acmeRevoked00000000000000000000000',
    },
    sample: (number) => ({
      url: urlOf(number),
      events: ['brand.vetted', 'lookup.completed'],
      description: `Webhook ${number}`,
    }),
  },
  leadlex: {
    provider: 'leadlex',
    path: '/v1/webhooks',
    operations: {
      create: 'createWebhook',
      list: 'listWebhooks',
      read: 'listWebhooks',
      update: 'updateWebhook',
      remove: 'deleteWebhook',
    },
    id: 'id',
    secret: 'secret',
    text: 'description',
    one: ['data', 'webhook'],
    many: ['data', 'webhooks'],
    flat: false,
    updates: 'PATCH',
    tokens: {
      main: 'wbk_live_acmeDefault000000000000000000000',
      second: 'wbk_live_globexDefault0000000000000000000',
      limited: 'wbk_live_acmeReader0000000000000000000000',
      revoked: 'wbk_live_acmeExpired000000000000000000000',
    },
    sample: (number) => ({
      url: urlOf(number),
      events: ['contact.created', 'deal.updated'],
      description: `Webhook ${number}`,
    }),
  },
};

/** What a request does with webhooks; undefined when it does something else. */
export function roleOf(dialect: Dialect, { method, path, query }: ReferenceRequest): Role | undefined {
  if (path.includes('/metrics/')) return undefined;
  const [, rest] = path.split(/\/webhooks(?=\/|$)/);
  if (rest === undefined) return undefined;
  if (rest === '') {
    if (method === 'POST') return 'create';
    if (method === 'GET') return dialect.flat && query.has('id') ? 'read' : 'list';
    if (!dialect.flat) return undefined;
    return method === 'PUT' ? 'update' : method === 'DELETE' ? 'remove' : undefined;
  }
  if (dialect.flat || !/^\/[^/]+$/.test(rest) || rest === '/deliveries') return undefined;
  return method === 'GET' ? 'read' : method === 'PATCH' ? 'update' : method === 'DELETE' ? 'remove' : undefined;
}

/** Id that a request is about. */
export function targetOf(dialect: Dialect, { path, query, body }: ReferenceRequest): string {
  if (!dialect.flat) return path.split('/').at(-1) ?? '';
  const fromBody = (): unknown => {
    try {
      return (JSON.parse(body.toString()) as { id?: unknown } | null)?.id;
    } catch {
      return undefined;
    }
  };
  return query.get('id') ?? String(fromBody() ?? '');
}

/** What stands at a place of a body. */
export function pick(json: unknown, keys: readonly string[]): any {
  return keys.reduce<any>((value, key) => value?.[key], json);
}

/** A body with something else at a place. */
export function put(json: any, [key, ...rest]: readonly string[], change: (value: any) => unknown): unknown {
  if (key === undefined) return change(json);
  return json?.[key] === undefined ? json : { ...json, [key]: put(json[key], rest, change) };
}
