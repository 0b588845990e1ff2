/** An invented provider, with what generated code must cope with: readOnly, defaults, odd names, `$ref`s everywhere. */
import type { JsonObject } from '../../src/contract/types.ts';

const hook = { $ref: '#/components/schemas/Hook' };
// A sample value that looks like a reference is none.
const example = { id: 'h1', url: 'https://shop.test', $ref: './none.json' };
const answer = { description: 'The hook.', content: { 'application/json': { schema: hook, example } } };
const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }];

/** The document; tests spread it and replace what they are about. */
export const parcel = {
  openapi: '3.1.0',
  info: { title: 'Parcel */ Webhooks', version: '1.0.0' },
  servers: [{ url: 'https://api.parcel.test/v1' }],
  security: [{ bearer: [] }],
  paths: {
    '/hooks': {
      get: {
        operationId: 'listHooks',
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', default: 10 } }],
        responses: {
          200: { description: 'Hooks.', content: { 'application/json': { schema: { type: 'array', items: hook } } } },
        },
      },
      post: {
        operationId: 'createHook',
        requestBody: { required: true, content: { 'application/json': { schema: hook } } },
        responses: { 201: { $ref: '#/components/responses/Hook' }, 400: { $ref: '#/components/responses/Fault' } },
      },
    },
    // Without operationId.
    '/hooks/{id}': {
      parameters,
      get: { responses: { 200: answer } },
      delete: { responses: { 204: { description: 'Gone.' } } },
    },
  },
  webhooks: {
    'parcel.sent': {
      post: {
        // The id of an operation of the API too.
        operationId: 'createHook',
        summary: 'A parcel left',
        requestBody: { $ref: '#/components/requestBodies/Sent' },
        responses: { 200: { description: 'Taken.' } },
      },
    },
    lost: { $ref: '#/components/pathItems/Lost' },
    'no body': { post: { responses: { 200: { description: 'Taken.' } } } },
  },
  components: {
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    pathItems: {
      Lost: {
        post: {
          requestBody: {
            content: {
              'application/json': {
                schema: { type: 'object', required: ['by'], properties: { by: { type: ['string', 'null'] } } },
              },
            },
          },
          responses: { 200: { description: 'Taken.' } },
        },
      },
    },
    requestBodies: {
      Sent: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['type', 'hook'],
              properties: { type: { const: 'parcel.sent' }, hook },
            },
          },
        },
      },
    },
    responses: {
      Hook: answer,
      Fault: {
        description: 'Not taken.',
        content: {
          'application/json': {
            schema: { type: 'object', required: ['error'], properties: { error: { type: 'string' } } },
          },
        },
      },
    },
    schemas: {
      Hook: {
        type: 'object',
        required: ['id', 'url'],
        properties: {
          id: { type: 'string', readOnly: true },
          url: { type: 'string' },
          secret: { type: 'string', writeOnly: true },
          active: { type: 'boolean', default: true },
        },
      },
    },
  },
} as const satisfies JsonObject;
