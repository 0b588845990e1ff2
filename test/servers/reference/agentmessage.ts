/** AgentMessage's webhook API, from its fact sheet alone: scopes, 50 active endpoints, soft delete, recorded deliveries. */
import { randomBytes, randomUUID } from 'node:crypto';
import { fail, notFound, refuse, refuseBody } from './support/agentmessage/answers.ts';
import { createAgentmessageSender, deliver, listDeliveries, toOrder } from './support/agentmessage/deliveries.ts';
import { KEYS, type Endpoint, type Organization } from './support/agentmessage/facts.ts';
import { checkEndpoint } from './support/agentmessage/endpoint.ts';
import { toBuckets } from './support/agentmessage/metrics.ts';
import { toUlid } from './support/agentmessage/ulid.ts';
import { readFields, readInteger, toIso } from './support/fields.ts';
import type { ReferenceRequest, ReferenceResponse } from './support/http.ts';
import { createKeyring, hasScope, type Key } from './support/keyring.ts';
import { createQuota } from './support/quota.ts';
import { createTenants, isolate, type Reference, type ReferenceOptions } from './support/reference.ts';
import { createRoutes } from './support/routes.ts';

interface Call {
  readonly request: ReferenceRequest;
  readonly id: string;
  readonly key: Key;
  readonly organization: Organization;
}

interface Operation {
  readonly scope: string;
  readonly run: (call: Call) => ReferenceResponse | Promise<ReferenceResponse>;
}

const RETENTION = 30 * 86_400_000;

/** Creates the server. */
export function createAgentmessage({
  now: base = Date.now,
  quotas = true,
  forward,
  sender: hooks,
}: ReferenceOptions = {}): Reference {
  const sender = createAgentmessageSender(base, forward, hooks);
  const { now } = sender;
  const findKey = createKeyring(KEYS, /am_live_[A-Za-z0-9_]{16,}/);
  const tenants = createTenants((): Organization => ({
    id: randomUUID(),
    secret: randomBytes(32).toString('hex'),
    endpoints: new Map(),
    secrets: new Map(),
    sent: [],
  }));
  const replays = createQuota(60_000, false, now);

  const operations: Record<string, Operation> = {
    'POST /v1/webhooks': {
      scope: 'webhooks:write',
      run: ({ request, organization }) => {
        const fields = readFields(request);
        if (typeof fields === 'string') return refuseBody(fields);
        const details = checkEndpoint(fields, ['url', 'events']);
        if (details) return refuse(details);
        const active = [...organization.endpoints.values()].filter(
          (endpoint) => endpoint.active && endpoint.deleted_at === null,
        );
        if (active.length >= 50) return fail(409, 'LIMIT_EXCEEDED', 'webhook endpoint limit reached (max 50)');
        const time = toIso(now());
        const description = (fields.description as string | undefined)?.trim();
        const endpoint: Endpoint = {
          id: randomUUID(),
          org_id: organization.id,
          url: fields.url as string,
          ...(description && { description: fields.description as string }),
          events: fields.events as string[],
          active: true,
          api_version: '2026-04-01',
          created_at: time,
          updated_at: time,
          deleted_at: null,
        };
        organization.endpoints.set(endpoint.id, endpoint);
        return { status: 201, json: withSecret(organization, endpoint) };
      },
    },
    'GET /v1/webhooks': {
      scope: 'webhooks:read',
      run: ({ request, organization }) => {
        const limit = readInteger(request.query, 'limit', 1, 100, 50);
        if (limit === undefined) return refuse({ limit: 'must be an integer from 1 to 100' });
        const data = [...organization.endpoints.values()]
          .filter(({ deleted_at }) => deleted_at === null)
          .slice(0, limit);
        // The documented example has these zeros beside one row.
        return { status: 200, json: { success: true, data, meta: { total: 0, limit, offset: 0, next_cursor: null } } };
      },
    },
    'GET /v1/webhooks/{id}': {
      scope: 'webhooks:read',
      run: (call) => withEndpoint(call, (endpoint) => ({ status: 200, json: endpoint })),
    },
    'PATCH /v1/webhooks/{id}': {
      scope: 'webhooks:write',
      run: (call) =>
        withEndpoint(call, (endpoint) => {
          const fields = readFields(call.request);
          if (typeof fields === 'string') return refuseBody(fields);
          const details = checkEndpoint(fields, []);
          if (details) return refuse(details);
          for (const name of ['url', 'events', 'active', 'description'])
            if (name in fields) Object.assign(endpoint, { [name]: fields[name] });
          if (endpoint.description?.trim() === '') delete endpoint.description;
          endpoint.updated_at = toIso(now());
          return { status: 200, json: endpoint };
        }),
    },
    'DELETE /v1/webhooks/{id}': {
      scope: 'webhooks:write',
      run: (call) =>
        withEndpoint(call, (endpoint) => {
          endpoint.deleted_at = toIso(now());
          return { status: 204 };
        }),
    },
    'POST /v1/webhooks/{id}/rotate-secret': {
      scope: 'webhooks:write',
      run: (call) =>
        withEndpoint(call, (endpoint) => {
          endpoint.updated_at = toIso(now());
          return { status: 200, json: withSecret(call.organization, endpoint) };
        }),
    },
    'POST /v1/webhooks/{id}/test': {
      scope: 'webhooks:write',
      run: (call) =>
        withEndpoint(call, async (endpoint) => {
          const { delivery, eventId } = await deliver(sender, call.organization, endpoint, 'webhook.test', {}, true);
          const { outcome, url, response_status, response_time_ms, response_body_excerpt, error } = delivery;
          return {
            status: 200,
            json: {
              event_id: `evt_${eventId}`,
              outcome,
              url,
              response_status,
              response_time_ms,
              response_body_excerpt,
              error,
            },
          };
        }),
    },
    'GET /v1/webhooks/deliveries': {
      scope: 'webhooks:read',
      run: ({ request, organization }) => listDeliveries(request.query, organization),
    },
    'GET /v1/webhooks/deliveries/{id}': {
      scope: 'webhooks:read',
      run: ({ id, organization }) => {
        const found = organization.sent.find(({ delivery }) => delivery.id === id);
        return found ? { status: 200, json: found.delivery } : notFound();
      },
    },
    'POST /v1/webhooks/deliveries/{id}/replay': {
      scope: 'webhooks:write',
      run: async ({ request, id, key, organization }) => {
        const fields = readFields(request);
        if (typeof fields === 'string') return refuseBody(fields);
        if ('reason' in fields && typeof fields.reason !== 'string') return refuse({ reason: 'must be a string' });
        const counted = replays(key.tenant, 10);
        if (counted.exceeded && quotas && key.unmetered !== true) {
          return {
            ...fail(429, 'RATE_LIMITED', 'too many replays'),
            headers: { 'Retry-After': String(counted.retryAfter) },
          };
        }
        const found = organization.sent.find(({ delivery }) => delivery.id === id);
        const endpoint = found && organization.endpoints.get(found.delivery.endpoint_id);
        if (!endpoint || endpoint.deleted_at !== null) return notFound();
        if (Date.parse(found.delivery.occurred_at) < now() - RETENTION)
          return fail(410, 'EVENT_EXPIRED', 'the event is too old');
        const { delivery, eventId } = await deliver(
          sender,
          organization,
          endpoint,
          found.delivery.event_type,
          found.data,
        );
        const { event_type } = delivery;
        const result = {
          delivery_id: delivery.id,
          endpoint_id: endpoint.id,
          event_type,
          new_event_id: eventId,
          audit_log_id: randomUUID(),
          enqueued_at: toIso(now()),
        };
        return { status: 202, json: result };
      },
    },
    'POST /v1/webhook-secret/rotate': {
      scope: 'org:admin:write',
      run: ({ organization }) => {
        organization.secret = randomBytes(32).toString('hex');
        const time = now();
        return {
          status: 200,
          json: {
            webhook_secret: organization.secret,
            rotated_at: toIso(time),
            previous_valid_until: toIso(time + 300_000),
          },
        };
      },
    },
    'GET /v1/metrics/webhooks': {
      scope: 'metrics:read',
      run: ({ request, organization }) => {
        const wanted = { delivered: 'success', failed: 'dead', retried: 'retry' }[request.query.get('metric') ?? ''];
        if (wanted === undefined) return refuse({ metric: 'must be delivered, failed or retried' });
        const times = organization.sent
          .filter(({ delivery }) => delivery.outcome === wanted)
          .map(({ delivery }) => Date.parse(delivery.occurred_at));
        const result = toBuckets(request.query, times, now());
        return 'details' in result
          ? refuse(result.details)
          : { status: 200, headers: { 'Cache-Control': 'private, max-age=30' }, json: { success: true, ...result } };
      },
    },
  };

  const route = createRoutes('', operations);
  function answer(request: ReferenceRequest): ReferenceResponse | Promise<ReferenceResponse> {
    const match = route(request.method, request.path);
    if (match.kind === 'none') return notFound();
    if (match.kind === 'method')
      return { ...fail(405, 'METHOD_NOT_ALLOWED', 'method not allowed'), headers: { Allow: match.allow } };
    const key = findKey(request.headers.authorization);
    if (!key) return fail(401, 'UNAUTHORIZED', 'authentication failed');
    if (!hasScope(key, match.operation.scope)) return fail(403, 'FORBIDDEN', 'missing required scope');
    return match.operation.run({ request, id: match.params.id ?? '', key, organization: tenants(key.tenant) });
  }

  return {
    basePath: '',
    handle: isolate(async (request) => {
      const id = toUlid(now());
      const response = await answer(request);
      const error = (response.json as { error?: object } | undefined)?.error;
      const json = response.status >= 400 ? { success: false, error: { ...error, request_id: id } } : response.json;
      return { ...response, headers: { ...response.headers, 'X-Request-Id': id }, ...(json !== undefined && { json }) };
    }),
    async emit(tenant, event, data) {
      const organization = tenants(tenant);
      const all = [...organization.endpoints.values()];
      const orders = all.map((endpoint) => toOrder(organization, endpoint, event, data));
      const isChosen = ({ active, deleted_at, events }: Endpoint): boolean =>
        active && deleted_at === null && events.includes(event);
      await sender.emit({ event, data, orders, isChosen: (index) => isChosen(all[index]!) });
    },
    advance: sender.advance,
  };
}

function withEndpoint(
  { id, organization }: Call,
  run: (endpoint: Endpoint) => ReferenceResponse | Promise<ReferenceResponse>,
): ReferenceResponse | Promise<ReferenceResponse> {
  const endpoint = organization.endpoints.get(id);
  return endpoint && endpoint.deleted_at === null ? run(endpoint) : notFound();
}

function withSecret(organization: Organization, endpoint: Endpoint): object {
  const secret = randomBytes(32).toString('base64');
  organization.secrets.set(endpoint.id, secret);
  return { ...endpoint, secret, secret_displayed_once: true };
}
