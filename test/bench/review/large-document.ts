/** A document as large as a question about time needs. */
import type { Node } from '../../review/diff/generators/node.ts';

/** Five operations for each resource; every resource has schemas of its own and shares some with all. */
export function toLargeDocument(operations: number): Node {
  const count = Math.ceil(operations / 5);
  const paths: Node = {};
  const schemas: Node = {
    Money: {
      type: 'object',
      required: ['amount', 'currency'],
      properties: { amount: { type: 'integer' }, currency: { type: 'string', minLength: 3, maxLength: 3 } },
    },
    Problem: {
      type: 'object',
      required: ['code'],
      properties: { code: { type: 'string' }, message: { type: 'string' } },
    },
  };
  for (let i = 0; i < count; i++) addResource(`resource${i}`, `Resource${i}`, paths, schemas);
  return {
    openapi: '3.1.0',
    info: { title: 'Large', version: '1.0.0' },
    servers: [{ url: 'https://api.shop.example/v1' }],
    security: [{ key: [] }],
    paths,
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } }, schemas },
  };
}

function addResource(name: string, schema: string, paths: Node, schemas: Node): void {
  const ref = { $ref: `#/components/schemas/${schema}` };
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
  const body = { required: true, content: { 'application/json': { schema: ref } } };
  const answer = (value: Node): Node => ({
    description: 'Answer.',
    content: { 'application/json': { schema: value } },
  });
  const problem = answer({ $ref: '#/components/schemas/Problem' });
  schemas[schema] = {
    type: 'object',
    required: ['id', 'state', 'price'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      state: { type: 'string', enum: ['open', 'closed', 'archived'] },
      price: { $ref: '#/components/schemas/Money' },
      note: { type: ['string', 'null'], maxLength: 500 },
      tags: { type: 'array', items: { type: 'string', maxLength: 40 }, maxItems: 20 },
      lines: {
        type: 'array',
        items: {
          type: 'object',
          required: ['sku'],
          properties: {
            sku: { type: 'string' },
            count: { type: 'integer', minimum: 1 },
            price: { $ref: '#/components/schemas/Money' },
          },
        },
      },
      parent: { anyOf: [ref, { type: 'null' }] },
    },
  };
  paths[`/${name}`] = {
    get: {
      parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100 } }],
      responses: { 200: answer({ type: 'array', items: ref }), default: problem },
    },
    post: { requestBody: body, responses: { 201: answer(ref), default: problem } },
  };
  paths[`/${name}/{id}`] = {
    get: { parameters: [id], responses: { 200: answer(ref), default: problem } },
    put: { parameters: [id], requestBody: body, responses: { 200: answer(ref), default: problem } },
    delete: { parameters: [id], responses: { 204: { description: 'Gone.' }, default: problem } },
  };
}
