/** AgentMessage servers with one fault each. */
import { answer, body, type Fault, isCall, lastSegment, request, withBody, withHeader } from './fault.ts';

const reader = 'am_live_acmeReader000000000000000000000000';
const admin = 'am_live_acmeDefault00000000000000000000000';
const tenant = 'am_live_reference0000000001';
const second = 'am_live_reference0000000002';

/** The catalogue. */
export const agentmessageFaults: readonly Fault[] = [
  {
    name: 'lets a key do what its scopes do not allow',
    finds: ['error ScopeNotEnforced createWebhookEndpoint'],
    options: { limitedToken: reader },
    wrap: request('* *', (incoming) =>
      incoming.headers['authorization'] === `Bearer ${reader}`
        ? withHeader(incoming, 'authorization', `Bearer ${admin}`)
        : incoming,
    ),
  },
  {
    name: 'shows an endpoint to another organization',
    finds: ['error TenantNotIsolated getWebhookEndpoint'],
    options: { secondToken: second },
    wrap: request('GET /webhooks/{id}', (incoming) =>
      incoming.headers['authorization'] === `Bearer ${second}`
        ? withHeader(incoming, 'authorization', `Bearer ${tenant}`)
        : incoming,
    ),
  },
  {
    name: 'forgets the header that names the request',
    finds: ['error HeaderMissing listWebhookEndpoints'],
    wrap: answer('* *', (response) => {
      const { 'X-Request-Id': _, ...headers } = response.headers ?? {};
      return { ...response, headers };
    }),
  },
  {
    name: 'changes the immutable version',
    // The contract knows one version only, so that another one breaks its schema too.
    finds: ['error ImmutablePropertyChanged patchWebhookEndpoint', 'error SchemaViolation patchWebhookEndpoint'],
    wrap: (handle) => {
      const versions = new Map<string, string>();
      return async (incoming) => {
        if (isCall(incoming, 'PATCH /webhooks/{id}')) {
          const { api_version } = JSON.parse(incoming.body.toString() || '{}') as { api_version?: string };
          if (typeof api_version === 'string') versions.set(lastSegment(incoming), api_version);
          incoming = withBody(incoming, (json) => {
            if (json === null || typeof json !== 'object') return json;
            const { api_version: _, ...rest } = json;
            return rest;
          });
        }
        const response = await handle(incoming);
        const version = versions.get(lastSegment(incoming));
        return version === undefined || response.status !== 200
          ? response
          : { ...response, json: { ...(response.json as object), api_version: version } };
      };
    },
  },
  {
    name: 'removes what an update does not name',
    finds: ['error UpdateNotMerged patchWebhookEndpoint'],
    wrap: request('PATCH /webhooks/{id}', (incoming) =>
      withBody(incoming, (json) =>
        json !== null && typeof json === 'object' && !Array.isArray(json) ? { description: '', ...json } : json,
      ),
    ),
  },
  {
    name: 'keeps the secret when it rotates',
    finds: ['error SecretNotDistinct rotateWebhookEndpointSecret'],
    wrap: (handle) => {
      const secrets = new Map<string, string>();
      return async (incoming) => {
        const response = await handle(incoming);
        const json = response.json as { id: string; secret?: string } | undefined;
        if (json?.secret === undefined) return response;
        if (!secrets.has(json.id)) secrets.set(json.id, json.secret);
        return { ...response, json: { ...json, secret: secrets.get(json.id) } };
      };
    },
  },
  {
    name: 'gives the limit the code of something else',
    finds: ['error WrongOutcome createWebhookEndpoint'],
    wrap: body('POST /webhooks', [409], (json) => ({ ...json, error: { ...json.error, code: 'VALIDATION_FAILED' } })),
  },
  {
    name: 'refuses invalid input with 400',
    finds: ['error WrongOutcome patchWebhookEndpoint'],
    wrap: answer('* *', (response) => (response.status === 422 ? { ...response, status: 400 } : response)),
  },
  {
    name: 'breaks off its JSON',
    finds: ['error BodyUnreadable getWebhookEndpoint'],
    wrap: answer('GET /webhooks/{id}', (response) =>
      response.status === 200 ? { ...response, text: JSON.stringify(response.json).slice(0, -1) } : response,
    ),
  },
  {
    name: 'gives events as one text',
    finds: ['error SchemaViolation createWebhookEndpoint'],
    wrap: answer('* *', (response) => ({
      ...response,
      json: JSON.parse(
        JSON.stringify(response.json ?? null).replace(
          /"events":\[([^\]]*)\]/g,
          (_, list: string) => `"events":"${list.replaceAll('"', '')}"`,
        ),
      ),
    })),
  },
  {
    name: 'takes http for https',
    finds: ['error InvalidInputAccepted createWebhookEndpoint'],
    wrap: request('* *', (incoming) => ({
      ...incoming,
      body: Buffer.from(incoming.body.toString().replace('"http://', '"https://')),
    })),
  },
];
