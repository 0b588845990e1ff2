import { checkExtension } from '../../../src/contract/extension-schemas.ts';
import { indexOperations } from '../../../src/contract/operations.ts';
import { readBehaviour } from '../../../src/contract/read-behaviour.ts';
import { removeAt, setAt } from '../../../src/contract/pointer.ts';
import type { JsonObject } from '../../../src/contract/types.ts';

const json = (schema: object, examples: object): object => ({
  content: { 'application/json': { schema, examples } },
  description: 'x',
});
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const error = (name: string, text: string): object => json(ref('Error'), { [name]: { value: { error: { text } } } });

/** A provider that does not exist: endpoints with a limit, a catalog, a test and a log. Fresh at each call. */
export function createHarbour(): JsonObject {
  const one = { '200': json(ref('Endpoint'), { one: { value: { id: 'ep_1', url: 'https://a.example' } } }) };
  const missing = { '404': error('missing', 'no such endpoint') };
  const body = { content: { 'application/json': { schema: ref('Endpoint') } } };
  return structuredClone({
    openapi: '3.1.0',
    info: { title: 'Harbour', version: '1' },
    security: [{ bearer: ['hooks'] }],
    paths: {
      '/endpoints': {
        post: {
          operationId: 'createEndpoint',
          requestBody: body,
          responses: {
            '201': json(ref('Endpoint'), { one: { value: { id: 'ep_1' } } }),
            '402': error('full', 'limit'),
            '422': error('invalid', 'bad body'),
          },
        },
        get: {
          operationId: 'listEndpoints',
          parameters: [{ name: 'limit', in: 'query' }],
          responses: {
            '200': json({ type: 'object', properties: { data: { type: 'array' } } }, { some: { value: {} } }),
          },
        },
      },
      '/endpoints/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true }],
        get: { operationId: 'getEndpoint', responses: { ...one, ...missing } },
        put: { operationId: 'putEndpoint', requestBody: body, responses: { ...one, ...missing } },
        delete: { operationId: 'deleteEndpoint', responses: { '204': { description: 'x' }, ...missing } },
      },
      '/endpoints/{id}/test': {
        parameters: [{ name: 'id', in: 'path', required: true }],
        post: {
          operationId: 'testEndpoint',
          responses: { '202': json({ type: 'object' }, { sent: { value: {} } }), ...missing },
          'x-action': { kind: 'test', resource: 'endpoint', event: 'ship.sailed' },
        },
      },
      '/attempts': {
        get: {
          operationId: 'listAttempts',
          parameters: [{ name: 'status', in: 'query' }],
          responses: { '200': json({ type: 'array' }, { none: { value: [] } }) },
          'x-view': { source: 'attempts', row: { id: '$attempt.id' } },
        },
      },
    },
    webhooks: { 'ship.sailed': { post: { responses: { '200': { description: 'x' } } } } },
    components: {
      schemas: {
        Endpoint: {
          type: 'object',
          properties: { id: { type: 'string' }, url: { type: 'string' }, secret: { type: 'string' } },
        },
        Error: { type: 'object', properties: { error: { type: 'object' } } },
      },
    },
    'x-resource': {
      endpoint: {
        schema: '#/components/schemas/Endpoint',
        path: '/endpoints',
        id: { property: '/id', generate: 'ep_{base62:16}' },
        limit: { max: 5, outcome: 'full' },
      },
    },
    'x-outcomes': {
      full: { status: 402, example: 'full' },
      invalid: { status: 422, example: 'invalid', fill: { '/error/text': '$reason' } },
      notFound: { status: 404, example: 'missing' },
    },
    'x-keys': { prefix: 'hb_', list: [{ name: 'default', token: 'hb_1' }] },
  }) as unknown as JsonObject;
}

/** A harbour with values set (or, by undefined, removed) at pointers. */
function editHarbour(edits: Readonly<Record<string, unknown>>): JsonObject {
  const document = createHarbour();
  for (const [pointer, value] of Object.entries(edits)) {
    if (value === undefined) removeAt(document, pointer);
    else setAt(document, pointer, value);
  }
  return document;
}

/** What the reader says of an edited harbour. */
export function readHarbour(edits: Readonly<Record<string, unknown>> = {}): ReturnType<typeof readBehaviour> {
  const document = editHarbour(edits);
  return readBehaviour(document, indexOperations(document).operations, checkExtension);
}

/** `pointer: message` of each problem. */
export function listProblems(edits: Readonly<Record<string, unknown>>): string[] {
  return readHarbour(edits).problems.map(({ pointer, message }) => `${pointer}: ${message}`);
}
