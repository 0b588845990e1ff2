/** LeadLex servers with one fault each. */
import { answer, body, type Fault, isCall, request, withBody, withHeader } from './fault.ts';

const expired = 'wbk_live_acmeExpired000000000000000000000';
const tenant = 'wbk_live_reference0000000001';

/** The catalogue. */
export const leadlexFaults: readonly Fault[] = [
  {
    name: 'accepts a URL twice',
    finds: ['error UniquenessNotEnforced createWebhook'],
    wrap: (handle) => {
      const urls = new Map<string, string>();
      return async (incoming) => {
        if (!isCall(incoming, 'POST /webhooks')) return handle(incoming);
        const first = await handle(incoming);
        if (first.status !== 409) return first;
        const url = (JSON.parse(incoming.body.toString()) as { url: string }).url;
        const again = `${url}?copy=${urls.size}`;
        urls.set(again, url);
        const second = await handle(withBody(incoming, (json) => ({ ...json, url: again })));
        const { data } = second.json as { data: { webhook: object } };
        return { ...second, json: { data: { webhook: { ...data.webhook, url } } } };
      };
    },
  },
  {
    name: 'calls back private addresses',
    finds: ['error InvalidInputAccepted createWebhook'],
    wrap: request('* *', (incoming) => ({
      ...incoming,
      body: Buffer.from(
        incoming.body.toString().replace(/https:\/\/(127\.0\.0\.1|10\.0\.0\.1|localhost)/, 'https://hooks.example.com'),
      ),
    })),
  },
  {
    name: 'lists what was deleted',
    finds: ['error ResourceListedAfterDelete listWebhooks'],
    wrap: (handle) => {
      const gone: unknown[] = [];
      return async (incoming) => {
        const list = { ...incoming, method: 'GET', path: incoming.path.replace(/\/[^/]+$/, '') };
        const before = isCall(incoming, 'DELETE /webhooks/{id}') ? await handle(list) : undefined;
        const response = await handle(incoming);
        if (before && response.status === 200) {
          const { webhooks } = (before.json as { data: { webhooks: { id: string }[] } }).data;
          gone.push(...webhooks.filter(({ id }) => incoming.path.endsWith(id)));
        }
        if (!isCall(incoming, 'GET /webhooks') || response.status !== 200) return response;
        const { webhooks } = (response.json as { data: { webhooks: unknown[] } }).data;
        return { ...response, json: { data: { webhooks: [...webhooks, ...gone] } } };
      };
    },
  },
  {
    name: 'answers without its envelope',
    finds: ['error SchemaViolation createWebhook'],
    wrap: body('POST /webhooks', [201], (json) => json.data.webhook),
  },
  {
    name: 'says deleted as a text',
    finds: ['error SchemaViolation deleteWebhook'],
    wrap: body('DELETE /webhooks/{id}', [200], (json) => ({ data: { ...json.data, deleted: 'true' } })),
  },
  {
    name: 'answers a duplicate with 400',
    finds: ['error WrongOutcome createWebhook'],
    wrap: answer('POST /webhooks', (response) => (response.status === 409 ? { ...response, status: 400 } : response)),
  },
  {
    name: 'gives a duplicate the code of an invalid URL',
    finds: ['error WrongOutcome createWebhook'],
    wrap: body('POST /webhooks', [409], (json) => ({ error: { ...json.error, code: 'invalid_url' } })),
  },
  {
    name: 'still knows an expired key',
    finds: ['error RevokedTokenAccepted createWebhook'],
    options: { revokedToken: expired },
    wrap: request('* *', (incoming) =>
      incoming.headers['authorization'] === `Bearer ${expired}`
        ? withHeader(incoming, 'authorization', `Bearer ${tenant}`)
        : incoming,
    ),
  },
  {
    name: 'does not say how much of the quota is left',
    finds: ['error HeaderMissing listWebhooks'],
    wrap: answer('GET /webhooks', (response) => {
      const { 'X-RateLimit-Remaining': _, ...headers } = response.headers ?? {};
      return { ...response, headers };
    }),
  },
  {
    name: 'shows the secret after an update',
    finds: ['error SecretReturnedTwice updateWebhook'],
    wrap: (handle) => {
      const secrets = new Map<string, string>();
      return async (incoming) => {
        const response = await handle(incoming);
        const webhook = (response.json as { data?: { webhook?: { id: string; secret?: string } } } | undefined)?.data
          ?.webhook;
        if (webhook?.secret !== undefined) secrets.set(webhook.id, webhook.secret);
        if (!webhook || !isCall(incoming, 'PATCH /webhooks/{id}')) return response;
        return { ...response, json: { data: { webhook: { ...webhook, secret: secrets.get(webhook.id) } } } };
      };
    },
  },
];
