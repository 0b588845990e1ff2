/** Encrata's webhook API, from its fact sheet alone: the id in query or body, bare arrays, 30 requests a minute. */
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { isHttpsUrl, isListOf, readFields, toIso, type Fields } from './support/fields.ts';
import type { ReferenceRequest, ReferenceResponse } from './support/http.ts';
import { createKeyring, type Key } from './support/keyring.ts';
import { createQuota, toQuotaHeaders } from './support/quota.ts';
import { createTenants, isolate, type Reference, type ReferenceOptions } from './support/reference.ts';
import { createRoutes } from './support/routes.ts';
import { createSender, type Order } from './support/sender.ts';

interface Webhook {
  readonly id: string;
  readonly workspace_id: string;
  url: string;
  readonly secret: string;
  events: string[];
  is_active: boolean;
  description: string;
  readonly created_by: string;
  readonly created_at: string;
  updated_at: string;
}

interface Delivery {
  readonly id: string;
  readonly webhook_id: string;
  readonly event_type: string;
  readonly payload: unknown;
  readonly status: 'pending' | 'success' | 'failed';
  readonly attempts: number;
  readonly response_status: number | null;
  readonly response_body: string;
  readonly last_attempt_at: string;
  readonly created_at: string;
}

interface Workspace {
  readonly workspaceId: string;
  readonly userId: string;
  readonly webhooks: Map<string, Webhook>;
  /** Newest first. */
  readonly deliveries: Delivery[];
}

interface Call {
  readonly request: ReferenceRequest;
  readonly workspace: Workspace;
}

const EVENTS = ['lookup.completed', 'apikey.created', 'apikey.revoked', 'credits.low', 'credits.exhausted'];
const KEYS: readonly Key[] = [
  { token: 'enc_live_acmeDefault000000000000000000000', tenant: 'acme' },
  { token: 'enc_live_acmeSecond0000000000000000000000', tenant: 'acme' },
  { token: 'enc_live_globexDefault0000000000000000000', tenant: 'globex' },
  { token: 'enc_live_acmeRevoked000000000000000000000', tenant: 'acme', status: 'revoked' },
  { token: 'enc_live_toolsUnmetered000000000000000000', tenant: 'tools', unmetered: true },
];

/** Creates the server. */
export function createEncrata({
  now: base = Date.now,
  quotas = true,
  forward,
  sender: hooks,
}: ReferenceOptions = {}): Reference {
  const sender = createSender({
    now: base,
    forward,
    hooks,
    policy: { timeout: 5000 },
    compose({ target, event, data, bornAt }) {
      const body = JSON.stringify(toPayload(event, data, bornAt));
      const signature = createHmac('sha256', target.secret).update(body).digest('hex');
      return { headers: { 'Content-Type': 'application/json', 'X-Encrata-Signature': signature }, body };
    },
  });
  const { now } = sender;
  const findKey = createKeyring(KEYS, /enc_live_[A-Za-z0-9_]{16,}/);
  const tenants = createTenants((): Workspace => ({
    workspaceId: randomUUID(),
    userId: randomUUID(),
    webhooks: new Map(),
    deliveries: [],
  }));
  const count = createQuota(60_000, false, now);

  /** One delivery, as it is sent and recorded; each attempt renews its row. */
  function toOrder(workspace: Workspace, webhook: Webhook, event: string, data: unknown): Order {
    const id = randomUUID();
    const toTarget = () => ({ id: webhook.id, url: webhook.url, secret: webhook.secret });
    return {
      target: toTarget(),
      event,
      data,
      renew: () => (workspace.webhooks.has(webhook.id) && webhook.is_active ? toTarget() : undefined),
      disable: () => void (webhook.is_active = false),
      note({ status, excerpt, body }, { attempt, bornAt, time }, isLast) {
        const isSuccess = status !== null && status >= 200 && status < 300;
        const delivery: Delivery = {
          id,
          webhook_id: webhook.id,
          event_type: event,
          payload: parse(body),
          status: isSuccess ? 'success' : isLast ? 'failed' : 'pending',
          attempts: attempt,
          response_status: status,
          response_body: excerpt,
          last_attempt_at: toIso(time),
          created_at: toIso(bornAt),
        };
        const known = workspace.deliveries.findIndex((entry) => entry.id === id);
        if (known < 0) workspace.deliveries.unshift(delivery);
        else workspace.deliveries[known] = delivery;
      },
    };
  }

  const operations: Record<string, (call: Call) => ReferenceResponse | Promise<ReferenceResponse>> = {
    'GET /api/webhooks': ({ request, workspace }) => {
      const id = request.query.get('id');
      if (id === null) return { status: 200, json: [...workspace.webhooks.values()].map(show) };
      const webhook = workspace.webhooks.get(id);
      return webhook ? { status: 200, json: show(webhook) } : fail(404, 'Webhook not found');
    },
    'POST /api/webhooks': ({ request, workspace }) => {
      const fields = readFields(request);
      if (typeof fields === 'string') return refuseBody(fields);
      const reason = ['url', 'events'].find((name) => !(name in fields));
      if (reason !== undefined) return fail(400, `${reason} is required`);
      const fault = check(fields);
      if (fault !== undefined) return fail(400, fault);
      const time = toIso(now());
      const webhook: Webhook = {
        id: randomUUID(),
        workspace_id: workspace.workspaceId,
        url: fields.url as string,
        secret: `whsec_${randomBytes(32).toString('hex')}`,
        events: fields.events as string[],
        is_active: true,
        description: (fields.description as string | undefined) ?? '',
        created_by: workspace.userId,
        created_at: time,
        updated_at: time,
      };
      workspace.webhooks.set(webhook.id, webhook);
      return { status: 201, json: webhook };
    },
    'PUT /api/webhooks': (call) =>
      withWebhook(call, (webhook, fields) => {
        if (!('url' in fields)) return fail(400, 'url is required');
        const fault = check(fields);
        if (fault !== undefined) return fail(400, fault);
        const { url, events, description, is_active: active } = fields as Partial<Webhook>;
        Object.assign(webhook, { url, updated_at: toIso(now()) });
        // What an absent field becomes is not documented; it stays.
        if (events !== undefined) webhook.events = events;
        if (description !== undefined) webhook.description = description;
        if (active !== undefined) webhook.is_active = active;
        return { status: 200, json: { status: 'updated' } };
      }),
    'DELETE /api/webhooks': (call) =>
      withWebhook(call, (webhook) => {
        const { webhooks, deliveries } = call.workspace;
        webhooks.delete(webhook.id);
        const kept = deliveries.filter((delivery) => delivery.webhook_id !== webhook.id);
        deliveries.splice(0, deliveries.length, ...kept);
        return { status: 204 };
      }),
    'POST /api/webhooks/test': (call) =>
      withWebhook(call, async (webhook) => {
        const message = 'This is a test webhook from Encrata';
        const order = toOrder(call.workspace, webhook, 'test', { message });
        const { posted } = await sender.send({ ...order, once: true });
        const status = posted.status !== null && posted.status >= 200 && posted.status < 300 ? 'sent' : 'failed';
        return {
          status: 200,
          json: { status, url: webhook.url, signature: new Headers(posted.headers).get('X-Encrata-Signature') },
        };
      }),
    'GET /api/webhooks/deliveries': ({ request, workspace }) => {
      const id = request.query.get('webhook_id');
      if (id === null || id === '') return fail(400, 'webhook_id is required');
      if (!workspace.webhooks.has(id)) return fail(404, 'Webhook not found');
      return { status: 200, json: workspace.deliveries.filter((delivery) => delivery.webhook_id === id).slice(0, 50) };
    },
  };

  const route = createRoutes('', operations);
  return {
    basePath: '',
    handle: isolate(async (request) => {
      const match = route(request.method, request.path);
      if (match.kind === 'none') return fail(404, 'Not found');
      if (match.kind === 'method') return fail(405, 'Method not allowed', { Allow: match.allow });
      const key = findKey(request.headers.authorization);
      if (!key) return fail(401, 'unauthorized');
      const counted = count(key.token, 30);
      const headers = toQuotaHeaders(counted);
      if (counted.exceeded && quotas && key.unmetered !== true) {
        return fail(429, 'Rate limit exceeded. Please try again later.', {
          ...headers,
          'Retry-After': String(counted.retryAfter),
        });
      }
      const response = await match.operation({ request, workspace: tenants(key.tenant) });
      return { ...response, headers: { ...response.headers, ...headers } };
    }),
    async emit(tenant, event, data) {
      const workspace = tenants(tenant);
      const all = [...workspace.webhooks.values()];
      const isChosen = ({ is_active, events }: Webhook): boolean => is_active && events.includes(event);
      const orders = all.map((webhook) => toOrder(workspace, webhook, event, data));
      await sender.emit({ event, data, orders, isChosen: (index) => isChosen(all[index]!) });
    },
    advance: sender.advance,
  };
}

function withWebhook(
  { request, workspace }: Call,
  run: (webhook: Webhook, fields: Fields) => ReferenceResponse | Promise<ReferenceResponse>,
): ReferenceResponse | Promise<ReferenceResponse> {
  const fields = readFields(request);
  if (typeof fields === 'string') return refuseBody(fields);
  if (!('id' in fields)) return fail(400, 'id is required');
  if (typeof fields.id !== 'string') return fail(400, 'id must be a string');
  const webhook = workspace.webhooks.get(fields.id);
  return webhook ? run(webhook, fields) : fail(404, 'Webhook not found');
}

function check(fields: Fields): string | undefined {
  if (!isHttpsUrl(fields.url)) return 'url must be an HTTPS URL';
  if ('events' in fields && (!isListOf(fields.events, EVENTS) || fields.events.length === 0)) {
    return `events must name at least one of ${EVENTS.join(', ')}`;
  }
  if ('description' in fields && typeof fields.description !== 'string') return 'description must be a string';
  if ('is_active' in fields && typeof fields.is_active !== 'boolean') return 'is_active must be a boolean';
  return undefined;
}

/** What was sent; null where that is no JSON. */
function parse(body: string | Buffer): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    return null;
  }
}

/** The published signature is over compact JSON with its keys in alphabetical order. */
function toPayload(event: string, data: unknown, bornAt: number): object {
  return { created_at: toIso(bornAt), data, event };
}

function show(webhook: Webhook): Omit<Webhook, 'secret'> {
  const { secret: _, ...shown } = webhook;
  return shown;
}

function fail(status: number, error: string, headers: Record<string, string> = {}): ReferenceResponse {
  return { status, headers, json: { error } };
}

function refuseBody(fault: 'mediaType' | 'malformed'): ReferenceResponse {
  return fault === 'mediaType' ? fail(415, 'Send application/json') : fail(400, 'The body is not a JSON object');
}
