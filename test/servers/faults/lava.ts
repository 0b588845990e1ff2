/** Lava servers with one fault each. */
import type { Handle } from '../reference/support/http.ts';
import { answer, body, type Fault, isCall, lastSegment, request, withBody, withHeader, without } from './fault.ts';

const token = 'aks_test_everybody0000000001';

/** Beyond the limit webhooks go to a second merchant, so that everything else stays right. */
function raiseLimit(handle: Handle): Handle {
  const elsewhere = new Set<string>();
  return async (incoming) => {
    const other = withHeader(incoming, 'authorization', `${incoming.headers['authorization']}Other`);
    if (elsewhere.has(lastSegment(incoming))) return handle(other);
    const response = await handle(incoming);
    if (!isCall(incoming, 'POST /webhooks') || !JSON.stringify(response.json).includes('limit_reached'))
      return response;
    const created = await handle(other);
    elsewhere.add((created.json as { webhook_id: string }).webhook_id);
    return created;
  };
}

/** One webhook that nobody asked for takes a place. */
function lowerLimit(handle: Handle): Handle {
  const hidden = new Map<string, string>();
  return async (incoming) => {
    const key = incoming.headers['authorization'] ?? '';
    if (isCall(incoming, 'POST /webhooks') && !hidden.has(key)) {
      const created = await handle(incoming);
      if (created.status !== 201) return created;
      hidden.set(key, (created.json as { webhook_id: string }).webhook_id);
    }
    const response = await handle(incoming);
    if (!isCall(incoming, 'GET /webhooks') || response.status !== 200) return response;
    const list = response.json as { data: { webhook_id: string }[] };
    return { ...response, json: { ...list, data: list.data.filter((item) => item.webhook_id !== hidden.get(key)) } };
  };
}

/** Remembers secrets to show them where they do not belong. */
function keepSecrets(
  show: (json: any, secretOf: (id: string) => string | undefined) => unknown,
  call: string,
): Fault['wrap'] {
  const secrets = new Map<string, string>();
  return (handle) => async (incoming) => {
    const response = await handle(incoming);
    const json = response.json as { webhook_id?: string; webhook_secret?: string } | undefined;
    if (json?.webhook_id !== undefined && json.webhook_secret !== undefined)
      secrets.set(json.webhook_id, json.webhook_secret);
    if (!isCall(incoming, call) || response.status !== 200) return response;
    return { ...response, json: show(response.json, (id) => secrets.get(id)) };
  };
}

/** The catalogue. */
export const lavaFaults: readonly Fault[] = [
  {
    name: 'shows the secret in the list',
    finds: ['error SecretReturnedTwice listWebhooks'],
    wrap: keepSecrets(
      (json, secretOf) => ({
        ...json,
        data: json.data.map((item: any) => ({ ...item, webhook_secret: secretOf(item.webhook_id) })),
      }),
      'GET /webhooks',
    ),
  },
  {
    name: 'answers a create with 200',
    finds: ['error StatusUndocumented createWebhook'],
    wrap: answer('POST /webhooks', (response) => (response.status === 201 ? { ...response, status: 200 } : response)),
  },
  { name: 'allows four webhooks', finds: ['error LimitNotEnforced createWebhook'], wrap: raiseLimit },
  { name: 'allows two webhooks', finds: ['error LimitTooLow createWebhook'], wrap: lowerLimit },
  {
    name: 'answers requests without credentials',
    finds: ['error AuthenticationNotEnforced createWebhook'],
    wrap: request('* *', (incoming) =>
      incoming.headers['authorization'] === undefined
        ? withHeader(incoming, 'authorization', `Bearer ${token}`)
        : incoming,
    ),
  },
  {
    name: 'accepts every token that begins well',
    finds: ['error WrongTokenAccepted createWebhook'],
    wrap: request('* *', (incoming) =>
      /^Bearer aks_.{1,8}$/.test(incoming.headers['authorization'] ?? '')
        ? withHeader(incoming, 'authorization', `Bearer ${token}`)
        : incoming,
    ),
  },
  {
    name: 'words errors in its own shape',
    finds: ['error SchemaViolation createWebhook'],
    wrap: answer('* *', (response) =>
      response.status >= 400 ? { ...response, json: { message: 'no', code: 'no' } } : response,
    ),
  },
  {
    name: 'leaves created_at out of one answer',
    finds: ['error SchemaViolation getWebhook'],
    wrap: body('GET /webhooks/{id}', [200], (json) => without(json, 'created_at')),
  },
  {
    name: 'writes times as people read them, everywhere',
    finds: ['error SchemaViolation createWebhook'],
    wrap: answer('* *', (response) => ({
      ...response,
      json: JSON.parse(
        JSON.stringify(response.json ?? null).replace(/\d{4}-\d\d-\d\dT[\d:]+Z/g, 'Nov 21 2026, 8:30 am'),
      ),
    })),
  },
  {
    name: 'says deleted and keeps the webhook',
    finds: ['error DeletedStillReadable getWebhook'],
    wrap: (handle) => async (incoming) => {
      if (!isCall(incoming, 'DELETE /webhooks/{id}')) return handle(incoming);
      const found = await handle({ ...incoming, method: 'GET' });
      return found.status === 200 ? { status: 200, json: { id: lastSegment(incoming), deleted: true } } : found;
    },
  },
  {
    name: 'leaves the newest webhook out of the list',
    finds: ['error ResourceNotListed listWebhooks'],
    wrap: body('GET /webhooks', [200], (json) => ({ ...json, data: json.data.slice(0, -1) })),
  },
  {
    name: 'confirms an update and forgets it',
    finds: ['error ValueNotKept getWebhook'],
    wrap: (handle) => async (incoming) => {
      if (!isCall(incoming, 'PATCH /webhooks/{id}')) return handle(incoming);
      const before = await handle({ ...incoming, method: 'GET', body: Buffer.alloc(0) });
      const response = await handle(incoming);
      if (response.status !== 200) return response;
      const { name, url } = before.json as { name: string; url: string };
      await handle(withBody(incoming, () => ({ name, url })));
      return response;
    },
  },
  {
    name: 'sends JSON as text',
    finds: ['error ContentTypeWrong listWebhooks'],
    wrap: answer('* *', (response) => ({
      ...response,
      headers: { ...response.headers, 'Content-Type': 'text/plain' },
    })),
  },
  {
    name: 'accepts a create without a name',
    finds: ['error InvalidInputAccepted createWebhook'],
    wrap: request('POST /webhooks', (incoming) =>
      withBody(incoming, (json) => (json?.url === undefined ? json : { name: 'unnamed', ...json })),
    ),
  },
  {
    name: 'cuts a page size that is too large',
    finds: ['warning InvalidInputAccepted listWebhooks'],
    wrap: request('GET /webhooks', (incoming) => {
      const query = new URLSearchParams(incoming.query);
      if (Number(query.get('limit')) > 100) query.set('limit', '100');
      return { ...incoming, query };
    }),
  },
  {
    name: 'fails on an unknown id',
    finds: ['error ServerError getWebhook', 'error ServerError updateWebhook', 'error ServerError deleteWebhook'],
    wrap: answer('* /webhooks/{id}', (response) =>
      response.status === 404 ? { status: 500, text: 'TypeError: cannot read id' } : response,
    ),
  },
];
