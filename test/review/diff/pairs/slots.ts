/** Where the two values of a pair stand in the stock document. */
import type { Json, JsonObject } from '../../../../src/contract/types.ts';

/** A place in the stock document, and what else the document needs for it. */
export interface Slot {
  /** JSON pointer at which the value is put. */
  readonly pointer: string;
  /** What is put there; the value itself without it. */
  readonly wrap?: (value: Json) => Json;
  /** Merge patch (RFC 7396) for both documents. */
  readonly with?: JsonObject;
}

const orders = '/paths/~1orders';
const paid = '/webhooks/order.paid/post';
const shipped = `${orders}/post/callbacks/shipped/{$request.body#~1callback}/post`;
const json = '/content/application~1json/schema';

const outcomes: JsonObject = {
  'x-outcomes': { limitReached: { status: 422, example: 'full' } },
  components: { examples: { full: { value: { code: 'full' } } } },
};
const patchable: JsonObject = {
  paths: {
    '/orders/{id}': {
      patch: {
        operationId: 'updateOrder',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } },
        responses: {
          200: {
            description: 'Updated.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
          },
        },
      },
    },
  },
};

const inParameter =
  (name: string, at: string, required: boolean) =>
  (schema: Json): Json => [{ name, in: at, required, schema }];
const inResource =
  (member: string, role?: string) =>
  (value: Json): Json => ({
    schema: '#/components/schemas/Order',
    path: '/orders',
    [member]: role === undefined ? value : { [role]: value },
  });

/** By the name that a pair gives under `at`. A schema slot may be followed by `/NAME`: that property of an object. */
export const slots: Readonly<Record<string, Slot>> = {
  request: { pointer: `${orders}/post/requestBody${json}` },
  response: { pointer: `${orders}/post/responses/201${json}` },
  event: { pointer: `${paid}/requestBody${json}` },
  acknowledgement: { pointer: `${paid}/responses/200${json}` },
  callback: { pointer: `${shipped}/requestBody${json}` },

  requestBody: { pointer: `${orders}/post/requestBody` },
  eventBody: { pointer: `${paid}/requestBody` },
  callbackBody: { pointer: `${shipped}/requestBody` },
  createResponses: { pointer: `${orders}/post/responses` },
  eventResponses: { pointer: `${paid}/responses` },
  callbackResponses: { pointer: `${shipped}/responses` },
  webhooks: { pointer: '/webhooks' },
  callbacks: { pointer: `${orders}/post/callbacks` },

  parameters: { pointer: `${orders}/get/parameters` },
  query: { pointer: `${orders}/get/parameters`, wrap: inParameter('q', 'query', false) },
  header: { pointer: `${orders}/get/parameters`, wrap: inParameter('X-Trace', 'header', false) },
  cookie: { pointer: `${orders}/get/parameters`, wrap: inParameter('session', 'cookie', false) },
  path: { pointer: '/paths/~1orders~1{id}/get/parameters', wrap: inParameter('id', 'path', true) },
  eventParameters: { pointer: `${paid}/parameters` },
  eventHeader: { pointer: `${paid}/parameters`, wrap: inParameter('X-Signature', 'header', true) },
  callbackParameters: { pointer: `${shipped}/parameters` },
  responseHeaders: { pointer: `${orders}/post/responses/201/headers` },
  responseHeader: {
    pointer: `${orders}/post/responses/201/headers`,
    wrap: (schema) => ({ 'X-Value': { required: true, schema } }),
  },

  security: { pointer: '/security' },
  listSecurity: { pointer: `${orders}/get/security` },
  scheme: { pointer: '/components/securitySchemes/key' },
  servers: { pointer: '/servers' },
  info: { pointer: '/info' },

  resource: { pointer: '/x-resource/order', with: outcomes },
  limit: { pointer: '/x-resource/order', wrap: inResource('limit'), with: outcomes },
  secret: { pointer: '/x-resource/order', wrap: inResource('secret'), with: patchable },
  update: { pointer: '/x-resource/order', wrap: inResource('operations', 'update'), with: patchable },
  list: { pointer: '/x-resource/order', wrap: inResource('operations', 'list') },
  outcomes: { pointer: '/x-outcomes', with: outcomes },
  quotas: { pointer: '/x-rate-limit' },
  quota: { pointer: '/x-rate-limit', wrap: (quota) => [quota] },
  signature: { pointer: '/x-webhook-signature' },
  delivery: { pointer: '/x-webhook-delivery' },
  webhookDelivery: { pointer: '/webhooks/order.paid/x-webhook-delivery' },
};
