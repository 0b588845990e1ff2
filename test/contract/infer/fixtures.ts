/** Documents without a word of ours, as people write them. */
import type { JsonObject } from '../../../src/contract/types.ts';

const BASE = { openapi: '3.1.0', info: { title: 'Zoo', version: '1' } };
const json = (schema: object, example?: unknown) => ({
  'application/json': { schema, ...(example !== undefined && { example }) },
});
const ok = (schema: object, example?: unknown) => ({ description: 'Done.', content: json(schema, example) });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const inPath = (name: string, schema: object = { type: 'string' }) => ({ name, in: 'path', required: true, schema });
const inQuery = (name: string, schema: object = { type: 'integer' }) => ({ name, in: 'query', schema });
const text = { type: 'string' };

/** Bare bodies, ids that count, no content after a deletion. */
export const animals: JsonObject = {
  ...BASE,
  paths: {
    '/animals': {
      get: {
        operationId: 'listAnimals',
        parameters: [inQuery('limit', { type: 'integer', default: 2 }), inQuery('offset')],
        responses: { '200': ok({ type: 'array', items: ref('Animal') }) },
      },
      post: {
        operationId: 'addAnimal',
        requestBody: { required: true, content: json(ref('NewAnimal')) },
        responses: { '201': ok(ref('Animal')) },
      },
    },
    '/animals/{animalId}': {
      parameters: [inPath('animalId', { type: 'integer' })],
      get: { operationId: 'getAnimal', responses: { '200': ok(ref('Animal')) } },
      put: {
        operationId: 'putAnimal',
        requestBody: { required: true, content: json(ref('NewAnimal')) },
        responses: { '200': ok(ref('Animal')) },
      },
      delete: { operationId: 'removeAnimal', responses: { '204': { description: 'Gone.' } } },
    },
  },
  components: {
    schemas: {
      NewAnimal: { type: 'object', required: ['name'], properties: { name: text, legs: { type: 'integer' } } },
      Animal: {
        allOf: [
          ref('NewAnimal'),
          {
            type: 'object',
            required: ['id', 'legs', 'status', 'created_at'],
            properties: {
              id: { type: 'integer' },
              legs: { type: 'integer', minimum: 0 },
              status: { enum: ['new', 'old'] },
              created_at: { type: 'string', format: 'date-time' },
            },
          },
        ],
      },
    },
  },
} as unknown as JsonObject;

const animal = ref('Keeper');
const enveloped = { type: 'object', required: ['keeper'], properties: { keeper: animal } };

/** Below a parent, in envelopes both ways, with uuids and pages. */
export const keepers: JsonObject = {
  ...BASE,
  paths: {
    '/houses/{house_id}/keepers': {
      parameters: [inPath('house_id')],
      get: {
        parameters: [inQuery('per_page'), inQuery('page')],
        responses: {
          '200': ok({
            type: 'object',
            required: ['data', 'meta'],
            properties: {
              data: { type: 'array', items: animal },
              meta: { type: 'object', required: ['total'], properties: { total: { type: 'integer' } } },
            },
          }),
        },
      },
      post: {
        requestBody: { content: json({ type: 'object', properties: { keeper: ref('KeeperInput') } }) },
        responses: { '200': ok(enveloped) },
      },
    },
    '/houses/{house_id}/keepers/{id}': {
      parameters: [inPath('house_id'), inPath('id')],
      get: { responses: { '200': ok(enveloped) } },
      patch: {
        requestBody: { content: json({ type: 'object', properties: { keeper: ref('KeeperInput') } }) },
        responses: { '200': ok(enveloped) },
      },
      delete: {
        responses: {
          '200': ok(
            { type: 'object', required: ['deleted'], properties: { deleted: { type: 'boolean' } } },
            { deleted: true },
          ),
        },
      },
    },
  },
  components: {
    schemas: {
      KeeperInput: {
        type: 'object',
        required: ['name'],
        properties: { name: text, email: { type: 'string', format: 'email' } },
      },
      Keeper: {
        type: 'object',
        required: ['id', 'name', 'house_id'],
        properties: {
          id: { type: 'string', format: 'uuid' },
          house_id: text,
          name: text,
          email: { type: ['string', 'null'] },
        },
      },
    },
  },
} as unknown as JsonObject;

const thing = { type: 'object', required: ['id', 'name'], properties: { id: text, name: text } };
const collection = (post: object, item: object = { get: { responses: { '200': ok(thing) } } }, param = 'id') => ({
  post: { requestBody: { content: json({ type: 'object', required: ['name'], properties: { name: text } }) }, ...post },
  item: { parameters: [inPath(param)], ...item },
});

/** Paths of the right form whose bodies do not fit, by the reason they are left alone for. */
export const misfits: Readonly<Record<string, { post: object; item: object; param?: string }>> = {
  'its success answer has no JSON schema': collection({ responses: { '201': { description: 'Made.' } } }),
  'nothing in its answer names what {slug} addresses': {
    ...collection({ responses: { '201': ok({ type: 'object', properties: { name: text } }) } }, undefined, 'slug'),
    param: 'slug',
  },
  'its request and its answer speak of different things': collection({
    requestBody: { content: json({ type: 'object', properties: { a: text, b: text, name: text } }) },
    responses: { '201': ok(thing) },
  }),
  'the client chooses `name`': { ...collection({ responses: { '201': ok(thing) } }, undefined, 'name'), param: 'name' },
  'no operation shows it again': collection(
    { responses: { '201': ok(thing) } },
    { delete: { responses: { '204': { description: 'Gone.' } } } },
  ),
  'the answer to create would be wrong: /code must match pattern ^[A-Z]{3}$': collection({
    responses: {
      '201': ok({
        ...thing,
        required: ['id', 'code'],
        properties: { ...thing.properties, code: { type: 'string', pattern: '^[A-Z]{3}$' } },
      }),
    },
  }),
};

/** A document with one collection at `/things`. */
export function toDocument({ post, item, param = 'id' }: { post: object; item: object; param?: string }): JsonObject {
  return { ...BASE, paths: { '/things': { post }, [`/things/{${param}}`]: item } } as unknown as JsonObject;
}
