/** LeadLex's webhook API, from its fact sheet alone: wrapped bodies, one webhook per URL, public addresses only. */
import { randomBytes, randomUUID } from 'node:crypto';
import { EVENTS, GROUPS } from './support/leadlex/events.ts';
import { isHttpsUrl, isListOf, isUuid, readFields, readInteger, toIso, type Fields } from './support/fields.ts';
import type { ReferenceRequest, ReferenceResponse } from './support/http.ts';
import { createKeyring, hasScope, type Key } from './support/keyring.ts';
import { isPublicHost } from './support/public-host.ts';
import { createQuota, toQuotaHeaders } from './support/quota.ts';
import { createTenants, isolate, type Reference, type ReferenceOptions } from './support/reference.ts';
import { createRoutes } from './support/routes.ts';
import { createLeadlexSender, type Log, toOrder } from './support/leadlex/deliveries.ts';

interface Webhook {
  readonly id: string;
  url: string;
  events: string[];
  description?: string;
  active: boolean;
  readonly secret: string;
  readonly created_at: string;
}

interface Workspace {
  readonly webhooks: Map<string, Webhook>;
  /** Newest first. */
  readonly logs: Log[];
}

interface Call {
  readonly request: ReferenceRequest;
  readonly id: string;
  readonly workspace: Workspace;
}

interface Operation {
  readonly scope?: string;
  readonly run: (call: Call) => ReferenceResponse;
}

const KEYS: readonly Key[] = [
  { token: 'wbk_live_acmeDefault000000000000000000000', tenant: 'acme' },
  { token: 'wbk_live_acmeSecond0000000000000000000000', tenant: 'acme' },
  { token: 'wbk_live_globexDefault0000000000000000000', tenant: 'globex' },
  { token: 'wbk_live_acmeReader0000000000000000000000', tenant: 'acme', scopes: ['webhooks:read'] },
  { token: 'wbk_live_acmeWriter0000000000000000000000', tenant: 'acme', scopes: ['webhooks:write'] },
  { token: 'wbk_live_smallfirmStarter0000000000000000', tenant: 'smallfirm', plan: 'starter' },
  { token: 'wbk_live_acmeExpired000000000000000000000', tenant: 'acme', status: 'expired' },
  { token: 'wbk_live_acmeRevoked000000000000000000000', tenant: 'acme', status: 'revoked' },
  { token: 'wbk_live_toolsUnmetered000000000000000000', tenant: 'tools', unmetered: true },
];
const PLANS: Record<string, { readonly minute: number; readonly day: number }> = {
  starter: { minute: 10, day: 100 },
  pro: { minute: 50, day: 1000 },
  org: { minute: 200, day: 10_000 },
};

/** Creates the server. */
export function createLeadlex({
  now: base = Date.now,
  quotas = true,
  forward,
  sender: hooks,
}: ReferenceOptions = {}): Reference {
  const basePath = '/functions/v1/api-gateway';
  const sender = createLeadlexSender(base, forward, hooks);
  const { now } = sender;
  const findKey = createKeyring(KEYS, /wbk_[A-Za-z0-9_]{16,}/, 'org');
  const tenants = createTenants((): Workspace => ({ webhooks: new Map(), logs: [] }));
  const perMinute = createQuota(60_000, false, now);
  const perDay = createQuota(86_400_000, true, now);

  const operations: Record<string, Operation> = {
    'POST /v1/webhooks': {
      scope: 'webhooks:write',
      run: ({ request, workspace }) => {
        const fields = readFields(request);
        if (typeof fields === 'string') return refuseBody(fields);
        const missing = ['url', 'events'].filter((name) => !(name in fields));
        if (missing.length > 0)
          return refuse('missing_required_field', Object.fromEntries(missing.map((name) => [name, 'Required'])));
        const refused = check(fields);
        if (refused) return refused;
        if ([...workspace.webhooks.values()].some(({ url }) => url === fields.url))
          return fail(409, 'duplicate_webhook', 'A webhook with this URL already exists');
        const webhook: Webhook = {
          id: randomUUID(),
          url: fields.url as string,
          events: fields.events as string[],
          ...('description' in fields && { description: fields.description as string }),
          active: (fields.active as boolean | undefined) ?? true,
          secret: `whsec_${randomBytes(24).toString('hex')}`,
          created_at: toIso(now()),
        };
        workspace.webhooks.set(webhook.id, webhook);
        return { status: 201, json: { data: { webhook } } };
      },
    },
    'GET /v1/webhooks': {
      scope: 'webhooks:read',
      run: ({ workspace }) => {
        const webhooks = [...workspace.webhooks.values()].map((stored) => {
          const { created_at, secret: _, ...webhook } = stored;
          const last = workspace.logs.find((log) => log.webhook === webhook.id)?.row;
          return {
            ...webhook,
            last_delivery_status: last?.status ?? null,
            last_delivery_at: last?.delivered_at ?? null,
            created_at,
          };
        });
        return { status: 200, json: { data: { webhooks } } };
      },
    },
    'PATCH /v1/webhooks/{id}': {
      scope: 'webhooks:write',
      run: (call) =>
        withWebhook(call, (webhook) => {
          const fields = readFields(call.request);
          if (typeof fields === 'string') return refuseBody(fields);
          const refused = check(fields);
          if (refused) return refused;
          for (const name of ['url', 'events', 'description', 'active'] as const)
            if (name in fields) Object.assign(webhook, { [name]: fields[name] });
          const { created_at: _, secret: __, ...shown } = webhook;
          return { status: 200, json: { data: { webhook: { ...shown, updated_at: toIso(now()) } } } };
        }),
    },
    'DELETE /v1/webhooks/{id}': {
      scope: 'webhooks:write',
      run: (call) =>
        withWebhook(call, ({ id }) => {
          call.workspace.webhooks.delete(id);
          return { status: 200, json: { data: { deleted: true, id } } };
        }),
    },
    'GET /v1/webhooks/{id}/logs': {
      scope: 'webhooks:read',
      run: (call) =>
        withWebhook(call, ({ id }) => {
          const { query } = call.request;
          const page = readInteger(query, 'page', 1, Number.MAX_SAFE_INTEGER, 1);
          const size = readInteger(query, 'per_page', 1, 100, 50);
          const status = query.get('status');
          if (page === undefined) return refuse('validation_error', { page: 'Must be a positive integer' });
          if (size === undefined) return refuse('validation_error', { per_page: 'Must be an integer from 1 to 100' });
          if (status !== null && !['success', 'failed', 'pending'].includes(status))
            return refuse('validation_error', { status: 'Must be success, failed or pending' });
          const since = now() - 30 * 86_400_000;
          const rows = call.workspace.logs
            .filter(
              ({ webhook, row }) =>
                webhook === id && Date.parse(row.delivered_at) >= since && (status === null || row.status === status),
            )
            .map(({ row }) => row);
          const meta = { page, per_page: size, total: rows.length };
          return { status: 200, json: { data: { logs: rows.slice((page - 1) * size, page * size) }, meta } };
        }),
    },
    'GET /v1/events/catalog': {
      run: ({ request }) => {
        const category = request.query.get('category');
        if (category !== null && !GROUPS.includes(category))
          return refuse('validation_error', { category: 'Unknown category' });
        const events = EVENTS.filter((type) => category === null || type.startsWith(`${category}.`)).map(
          toCatalogEntry,
        );
        return { status: 200, json: { data: { events, total: events.length } } };
      },
    },
  };

  function count(key: Key): { headers: Record<string, string>; exceeded: boolean } {
    const plan = PLANS[key.plan ?? 'org']!;
    const day = perDay(key.tenant, plan.day);
    const minute = perMinute(key.tenant, plan.minute);
    return {
      headers: toQuotaHeaders(day),
      exceeded: quotas && key.unmetered !== true && (day.exceeded || minute.exceeded),
    };
  }

  const route = createRoutes(basePath, operations);
  function answer(request: ReferenceRequest): ReferenceResponse {
    const match = route(request.method, request.path);
    if (match.kind === 'none') return fail(404, 'not_found', 'Not found');
    if (match.kind === 'method')
      return { ...fail(405, 'method_not_allowed', 'Method not allowed'), headers: { Allow: match.allow } };
    const key = findKey(request.headers.authorization);
    if (!key) return fail(401, 'invalid_key', 'Invalid or expired API key');
    const { headers, exceeded } = count(key);
    const { scope, run } = match.operation;
    const call = { request, id: match.params.id ?? '', workspace: tenants(key.tenant) };
    const response = exceeded
      ? fail(429, 'rate_limited', 'Rate limit exceeded')
      : hasScope(key, scope)
        ? run(call)
        : fail(403, 'insufficient_permissions', `Missing ${scope} permission`);
    return { ...response, headers: { ...response.headers, ...headers } };
  }

  return {
    basePath,
    handle: isolate((request) => {
      const response = answer(request);
      return { ...response, headers: { ...response.headers, 'X-Request-ID': randomUUID() } };
    }),
    async emit(tenant, event, data) {
      const workspace = tenants(tenant);
      const all = [...workspace.webhooks.values()];
      const orders = all.map((webhook) => toOrder(workspace, webhook, event, data));
      await sender.emit({
        event,
        data,
        orders,
        isChosen: (index) => all[index]!.active && all[index]!.events.includes(event),
      });
    },
    advance: sender.advance,
  };
}

function withWebhook({ id, workspace }: Call, run: (webhook: Webhook) => ReferenceResponse): ReferenceResponse {
  const webhook = isUuid(id) ? workspace.webhooks.get(id) : undefined;
  return webhook ? run(webhook) : fail(404, 'webhook_not_found', 'Webhook not found');
}

function check(fields: Fields): ReferenceResponse | undefined {
  const { url, events, description, active } = fields;
  if ('url' in fields && (!isHttpsUrl(url) || !isPublicHost(new URL(url).hostname)))
    return refuse('invalid_url', { url: 'Must be a public HTTPS URL' });
  if ('events' in fields && !Array.isArray(events)) return refuse('validation_error', { events: 'Must be an array' });
  if ('events' in fields && !isListOf(events, EVENTS))
    return refuse('invalid_events', { events: 'Unknown event type' });
  if ('description' in fields && (typeof description !== 'string' || [...description].length > 200))
    return refuse('validation_error', { description: 'Must be a string of at most 200 characters' });
  if ('active' in fields && typeof active !== 'boolean')
    return refuse('validation_error', { active: 'Must be a boolean' });
  return undefined;
}

function toCatalogEntry(type: string): Record<string, unknown> {
  const subject = type.split('.')[0]!;
  return {
    type,
    category: subject,
    description: `Sent for ${type}`,
    data_schema: { type: 'object' },
    example_payload: { id: 'evt_01HY1', type, created_at: '2026-04-17T14:23:05Z', data: { [subject]: { id: '1' } } },
    introduced_in: 'v1',
    stability: 'stable',
  };
}

function fail(status: number, code: string, message: string, fields?: Record<string, string>): ReferenceResponse {
  return { status, json: { error: { code, message, ...(fields && { details: { fields } }) } } };
}

function refuse(code: string, fields: Record<string, string>): ReferenceResponse {
  return fail(
    400,
    code,
    Object.entries(fields)
      .map(([name, text]) => `${name}: ${text}`)
      .join('; '),
    fields,
  );
}

function refuseBody(fault: 'mediaType' | 'malformed'): ReferenceResponse {
  return fault === 'mediaType'
    ? fail(415, 'unsupported_media_type', 'Send application/json')
    : fail(400, 'validation_error', 'The body is not a JSON object');
}
