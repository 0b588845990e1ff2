/** Encrata servers with one fault each. */
import { answer, body, type Fault, isCall, request, withBody, withHeader } from './fault.ts';

/** The catalogue. */
export const encrataFaults: readonly Fault[] = [
  {
    name: 'shows the secret to whoever asks by id',
    finds: ['error SecretReturnedTwice getWebhooks'],
    wrap: (handle) => {
      const secrets = new Map<string, string>();
      return async (incoming) => {
        const response = await handle(incoming);
        const webhook = response.json as { id?: string; secret?: string } | undefined;
        if (webhook?.id === undefined) return response;
        if (webhook.secret !== undefined) secrets.set(webhook.id, webhook.secret);
        return isCall(incoming, 'GET /webhooks')
          ? { ...response, json: { ...webhook, secret: secrets.get(webhook.id) } }
          : response;
      };
    },
  },
  {
    name: 'wraps its list',
    finds: ['error SchemaViolation getWebhooks'],
    wrap: body('GET /webhooks', [200], (json) => (Array.isArray(json) ? { webhooks: json } : json)),
  },
  {
    name: 'forgets its quota headers',
    finds: [
      'error HeaderMissing createWebhook',
      'error HeaderMissing createWebhook',
      'error HeaderMissing createWebhook',
    ],
    wrap: answer('* *', (response) => ({ ...response, headers: {} })),
  },
  {
    name: 'creates webhooks without events',
    finds: ['error InvalidInputAccepted createWebhook'],
    wrap: request('POST /webhooks', (incoming) =>
      withBody(incoming, (json) =>
        Array.isArray(json?.events) && json.events.length === 0 ? { ...json, events: ['credits.low'] } : json,
      ),
    ),
  },
  {
    name: 'takes a key without its scheme for granted',
    finds: ['error WrongSchemeAccepted createWebhook'],
    wrap: request('* *', (incoming) => {
      const encoded = /^Basic (\S+)$/.exec(incoming.headers['authorization'] ?? '')?.[1];
      if (encoded === undefined) return incoming;
      return withHeader(
        incoming,
        'authorization',
        `Bearer ${Buffer.from(encoded, 'base64').toString().replace(/:$/, '')}`,
      );
    }),
  },
  {
    name: 'words an error as an object',
    finds: ['error SchemaViolation createWebhook'],
    wrap: body('* *', [400, 401, 404], (json) => ({ error: { text: json.error } })),
  },
];
