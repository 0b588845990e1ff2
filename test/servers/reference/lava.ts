/** Lava's webhook API, from its fact sheet alone: three webhooks per merchant, the secret once, cursor pages. */
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { isUri, readFields, readInteger, toIso, type Fields } from './support/fields.ts';
import type { ReferenceRequest, ReferenceResponse } from './support/http.ts';
import { createKeyring, type Key } from './support/keyring.ts';
import { createTenants, isolate, type Reference, type ReferenceOptions } from './support/reference.ts';
import { createRoutes } from './support/routes.ts';
import { createSender, type Order } from './support/sender.ts';

interface Webhook {
  readonly webhook_id: string;
  name: string;
  url: string;
  readonly webhook_secret: string;
  readonly created_at: string;
}

interface Call {
  readonly request: ReferenceRequest;
  readonly id: string;
  readonly webhooks: Map<string, Webhook>;
}

type Issue = { readonly path: string[]; readonly message: string };

const KEYS: readonly Key[] = [
  { token: 'aks_test_acmeDefault00000000000000', tenant: 'acme' },
  { token: 'aks_test_acmeSecond000000000000000', tenant: 'acme' },
  { token: 'aks_test_globexDefault000000000000', tenant: 'globex' },
  { token: 'aks_test_acmeRevoked00000000000000', tenant: 'acme', status: 'revoked' },
];
const MAX = 3;

/** Creates the server. */
export function createLava({ now: base = Date.now, forward, sender: hooks }: ReferenceOptions = {}): Reference {
  const basePath = '/v1';
  const findKey = createKeyring(KEYS, /aks_test_[A-Za-z0-9]{16,}/);
  const tenants = createTenants(() => new Map<string, Webhook>());
  const gone = new Set<string>();
  const sender = createSender({
    now: base,
    forward,
    hooks,
    policy: { isSuccess: (status) => status === 200 },
    compose({ target, event, data }) {
      const body = JSON.stringify({ event, data });
      const signature = createHmac('sha256', target.secret).update(body).digest('hex');
      return { headers: { 'Content-Type': 'application/json', 'X-Webhook-Signature': signature }, body };
    },
  });
  const { now } = sender;

  const operations: Record<string, (call: Call) => ReferenceResponse> = {
    'GET /webhooks': ({ request, webhooks }) => {
      const limit = readInteger(request.query, 'limit', 1, 100, 10);
      if (limit === undefined) return refuse([{ path: ['limit'], message: 'Must be an integer from 1 to 100' }]);
      const all = [...webhooks.values()];
      const cursor = request.query.get('cursor');
      const start = cursor === null ? 0 : all.findIndex(({ webhook_id }) => webhook_id === fromCursor(cursor));
      if (start < 0) return refuse([{ path: ['cursor'], message: 'Not a cursor of this list' }]);
      const next = all[start + limit];
      const page = { data: all.slice(start, start + limit).map(show), has_more: next !== undefined };
      return { status: 200, json: next ? { ...page, next_cursor: toCursor(next.webhook_id) } : page };
    },
    'POST /webhooks': ({ request, webhooks }) => {
      const fields = readFields(request);
      if (typeof fields === 'string') return refuseBody(fields);
      const issues = ['name', 'url']
        .filter((name) => !(name in fields))
        .map((name) => ({ path: [name], message: `Missing required field: ${name}` }));
      issues.push(...check(fields));
      if (issues.length > 0) return refuse(issues);
      if (webhooks.size >= MAX) return fail(400, 'webhook_limit_reached', `Maximum ${MAX} webhooks per merchant`);
      const webhook: Webhook = {
        webhook_id: `wh_${randomUUID().replaceAll('-', '')}`,
        name: fields.name as string,
        url: fields.url as string,
        webhook_secret: `whsec_${randomBytes(24).toString('hex')}`,
        created_at: toIso(now()),
      };
      webhooks.set(webhook.webhook_id, webhook);
      return { status: 201, json: webhook };
    },
    'GET /webhooks/{id}': ({ id, webhooks }) => {
      const webhook = webhooks.get(id);
      return webhook ? { status: 200, json: show(webhook) } : notFound();
    },
    'PATCH /webhooks/{id}': ({ request, id, webhooks }) => {
      const webhook = webhooks.get(id);
      if (!webhook) return notFound();
      const fields = readFields(request);
      if (typeof fields === 'string') return refuseBody(fields);
      const issues = check(fields);
      if (issues.length > 0) return refuse(issues);
      if ('name' in fields) webhook.name = fields.name as string;
      if ('url' in fields) webhook.url = fields.url as string;
      return { status: 200, json: show(webhook) };
    },
    'DELETE /webhooks/{id}': ({ id, webhooks }) =>
      webhooks.delete(id) ? { status: 200, json: { id, deleted: true } } : notFound(),
  };

  const route = createRoutes(basePath, operations);
  return {
    basePath,
    handle: isolate((request) => {
      const match = route(request.method, request.path);
      if (match.kind === 'none') return fail(404, 'not_found', 'Not found');
      if (match.kind === 'method')
        return { ...fail(405, 'method_not_allowed', 'Method not allowed'), headers: { Allow: match.allow } };
      const key = findKey(request.headers.authorization);
      if (!key) return fail(401, 'unauthorized', 'Invalid authentication credentials');
      return match.operation({ request, id: match.params.id ?? '', webhooks: tenants(key.tenant) });
    }),
    // The API has no subscription by event: every webhook of the merchant gets every event.
    async emit(tenant, event, data) {
      const webhooks = tenants(tenant);
      const orders = [...webhooks.values()].map((webhook): Order => {
        const { webhook_id: id } = webhook;
        const toTarget = () => ({ id, url: webhook.url, secret: webhook.webhook_secret });
        return {
          target: toTarget(),
          event,
          data,
          renew: () => (webhooks.has(id) && !gone.has(id) ? toTarget() : undefined),
          disable: () => void gone.add(id),
        };
      });
      await sender.emit({ event, data, orders, isChosen: (index) => !gone.has(orders[index]!.target.id) });
    },
    advance: sender.advance,
  };
}

function show(webhook: Webhook): Omit<Webhook, 'webhook_secret'> {
  const { webhook_secret: _, ...shown } = webhook;
  return shown;
}

function check(fields: Fields): Issue[] {
  const issues: Issue[] = [];
  if ('name' in fields && typeof fields.name !== 'string') issues.push({ path: ['name'], message: 'Expected string' });
  if ('url' in fields && !isUri(fields.url)) issues.push({ path: ['url'], message: 'Invalid url' });
  return issues;
}

function fail(status: number, code: string, message: string, issues?: readonly Issue[]): ReferenceResponse {
  return { status, json: { error: { message, code, status, ...(issues && { issues }) } } };
}

function refuse(issues: readonly Issue[]): ReferenceResponse {
  return fail(400, 'invalid_request', 'Invalid request', issues);
}

function refuseBody(fault: 'mediaType' | 'malformed'): ReferenceResponse {
  return fault === 'mediaType'
    ? fail(415, 'unsupported_media_type', 'Send application/json')
    : fail(400, 'invalid_json', 'The body is not a JSON object');
}

function notFound(): ReferenceResponse {
  return fail(404, 'webhook_not_found', 'Webhook not found');
}

function toCursor(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function fromCursor(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString();
}
