/** Synthetic documents, for questions that no provider's document can answer. */
import { writeFile } from 'node:fs/promises';

/** Credentials that the synthetic documents accept. */
export const CREDENTIALS = { Authorization: 'Bearer bench' };

/**
 * Writes an OpenAPI document with `resources` resources of three operations each: create and list at `/r<i>`, read at
 * `/r<i>/{id}`. Lists have a cursor and pages of 20.
 */
export async function writeDocument(file: string, resources: number): Promise<void> {
  const names = Array.from({ length: resources }, (_, index) => `r${index}`);
  const document = {
    openapi: '3.1.0',
    info: { title: `Synthetic, ${resources * 3} operations`, version: '1.0.0' },
    servers: [{ url: 'https://api.example.com' }],
    security: [{ bearer: [] }],
    paths: Object.assign({}, ...names.map(toPaths)) as object,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Item: {
          type: 'object',
          required: ['id', 'name'],
          properties: { id: { type: 'string' }, name: { type: 'string' } },
        },
        NewItem: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
        Page: {
          type: 'object',
          required: ['data'],
          properties: {
            data: { type: 'array', items: { $ref: '#/components/schemas/Item' } },
            next: { type: ['string', 'null'] },
          },
        },
        Error: { type: 'object', properties: { error: { type: 'string' } } },
      },
    },
    'x-resource': Object.fromEntries(names.map((name) => [name, toResource(name)])),
    'x-outcomes': { notFound: { status: 404, example: 'error' }, unauthenticated: { status: 401, example: 'error' } },
  };
  await writeFile(file, JSON.stringify(document));
}

function toResource(name: string): object {
  return {
    schema: '#/components/schemas/Item',
    path: `/${name}`,
    id: { property: '/id', generate: '{uuid}' },
    operations: {
      list: {
        at: '/data',
        page: { style: 'cursor', size: '$request.query.limit', from: '$request.query.cursor' },
        fill: { '/next': '$page.nextCursor' },
      },
    },
  };
}

const item = { id: '5e0f9d3c-8b1a-4c76-9f2e-d4a7b6c5e321', name: 'one' };

function toPaths(name: string): object {
  const query = (field: string, schema: object) => ({ name: field, in: 'query', schema });
  return {
    [`/${name}`]: {
      post: {
        operationId: `create_${name}`,
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/NewItem' } } },
        },
        responses: { 201: toResponse('Item', { one: { value: item } }), 401: error },
      },
      get: {
        operationId: `list_${name}`,
        parameters: [
          query('limit', { type: 'integer', minimum: 1, maximum: 100, default: 20 }),
          query('cursor', { type: 'string' }),
        ],
        responses: { 200: toResponse('Page', { page: { value: { data: [item], next: 'cursor' } } }), 401: error },
      },
    },
    [`/${name}/{id}`]: {
      get: {
        operationId: `read_${name}`,
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 200: toResponse('Item', { one: { value: item } }), 401: error, 404: error },
      },
    },
  };
}

const error = toResponse('Error', { error: { value: { error: 'no' } } });

function toResponse(schema: string, examples: object): object {
  const content = { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` }, examples } };
  return { description: schema, content };
}
