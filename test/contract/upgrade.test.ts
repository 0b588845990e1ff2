import { describe, expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { getAt } from '../../src/contract/pointer.ts';
import { detailsOf, loadFiles, shortPlace } from './support/folder.ts';

const BASE = { openapi: '3.0.3', info: { title: 'Harbour', version: '1' }, paths: {} };
const schemaOf = async (schema: object): Promise<unknown> => {
  const contract = await loadContract({ ...BASE, components: { schemas: { A: schema, B: {} } } } as never);
  return getAt(contract.document, '/components/schemas/A');
};
const REF = { $ref: '#/components/schemas/B' };
const NULL = { type: 'null' };

describe('a schema', () => {
  test.each([
    ['nullable beside a type', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
    ['nullable that is false', { type: 'string', nullable: false }, { type: 'string' }],
    ['nullable beside a reference', { nullable: true, ...REF }, { anyOf: [REF, NULL] }],
    ['nullable beside allOf', { nullable: true, allOf: [REF] }, { anyOf: [REF, NULL] }],
    ['nullable beside oneOf', { nullable: true, oneOf: [REF] }, { oneOf: [REF, NULL] }],
    ['nullable beside anyOf', { nullable: true, anyOf: [REF] }, { anyOf: [REF, NULL] }],
    ['nullable alone', { nullable: true }, {}],
    ['nullable beside allOf of several', { nullable: true, allOf: [REF, {}] }, { anyOf: [{ allOf: [REF, {}] }, NULL] }],
    [
      'nullable alone as a branch',
      { oneOf: [{ nullable: true, title: 'None' }, REF] },
      { oneOf: [{ ...NULL, title: 'None' }, REF] },
    ],
    [
      'nullable beside oneOf with a branch that is',
      { nullable: true, oneOf: [{ type: 'string', nullable: true }, REF] },
      { oneOf: [{ type: ['string', 'null'] }, REF] },
    ],
    ['an exclusive limit that is none', { minimum: 1, exclusiveMinimum: false }, { minimum: 1 }],
    ['raw bytes', { type: 'string', format: 'binary' }, { contentMediaType: 'application/octet-stream' }],
    [
      'an exclusive limit',
      { type: 'integer', minimum: 1, exclusiveMinimum: true },
      { type: 'integer', exclusiveMinimum: 1 },
    ],
    ['an example', { type: 'integer', example: 3 }, { type: 'integer', examples: [3] }],
    ['binary text', { type: 'string', format: 'byte' }, { type: 'string', contentEncoding: 'base64' }],
    [
      'properties that are named like keywords',
      {
        properties: {
          example: { type: 'string' },
          nullable: { type: 'boolean', nullable: true },
          'x-a': { example: 1 },
        },
      },
      {
        properties: { example: { type: 'string' }, nullable: { type: ['boolean', 'null'] }, 'x-a': { examples: [1] } },
      },
    ],
    [
      'samples that look like schemas',
      { default: { type: 'a', nullable: true, example: 1 }, enum: [{ type: 'b', nullable: true }] },
      { default: { type: 'a', nullable: true, example: 1 }, enum: [{ type: 'b', nullable: true }] },
    ],
  ])('with %s says the same in 3.1', async (_, old, upgraded) => {
    expect(await schemaOf(old)).toEqual(upgraded);
  });
});

const TEXT = `openapi: 3.0.3
info: { title: Harbour, version: '1' }
x-webhooks:
  pier.built:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: object, nullable: true }
            example: { type: built, nullable: true }
      responses: { '200': { description: Seen. } }
x-team: { example: 1, nullable: true, type: a, x-webhooks: {} }
paths:
  /piers:
    get:
      parameters:
        - { name: limit, in: query, schema: { type: integer }, example: 5 }
      responses:
        '200':
          description: All.
          x-note: { example: 2 }
          headers: { x-count: { schema: { type: integer, nullable: true }, example: 7 } }
          content:
            application/json:
              example: [first]
              examples: { second: { value: [2] } }
components:
  schemas:
    A: { nullable: true, allOf: [{ $ref: '#/components/schemas/B' }] }
    B: { type: string, minLength: 1 }
`;

describe('a document', () => {
  test('keeps what its extensions and samples say', async () => {
    const { document } = await loadFiles({ 'api.yaml': TEXT });
    expect(document['openapi']).toBe('3.1.1');
    expect(document['x-team']).toEqual({ example: 1, nullable: true, type: 'a', 'x-webhooks': {} });
    expect(getAt(document, '/paths/~1piers/get/responses/200/x-note')).toEqual({ example: 2 });
  });

  test('keeps every example under a name', async () => {
    const { operations, events } = await loadFiles({ 'api.yaml': TEXT });
    const [list] = operations;
    const named = (examples: readonly { name: string; value: unknown }[] | undefined) =>
      examples?.map(({ name, value }) => [name, value]);
    expect(named(list?.parameters[0]?.examples)).toEqual([['default', 5]]);
    expect(named(list?.responses[0]?.headers[0]?.examples)).toEqual([['default', 7]]);
    expect(named(list?.responses[0]?.content[0]?.examples)).toEqual([
      ['default', ['first']],
      ['second', [2]],
    ]);
    expect(named(events[0]?.body?.examples)).toEqual([['default', { type: 'built', nullable: true }]]);
  });

  test('finds what was renamed at its old place', async () => {
    const contract = await loadFiles({ 'api.yaml': TEXT });
    const response = '/paths/~1piers/get/responses/200';
    const media = '/webhooks/pier.built/post/requestBody/content/application~1json';
    const places = {
      '/webhooks': '3:1',
      '/webhooks/pier.built/post': '5:5',
      [`${media}/schema/type`]: '9:23',
      [`${media}/schema/type/1`]: '9:23',
      [`${media}/examples`]: '10:13',
      [`${media}/examples/default/value/nullable`]: '10:37',
      '/paths/~1piers/get/parameters/0/examples/default/value': '17:64',
      [`${response}/x-note/example`]: '21:21',
      [`${response}/headers/x-count/schema`]: '22:33',
      [`${response}/content/application~1json/examples/default/value/0`]: '25:25',
      [`${response}/content/application~1json/examples/second/value/0`]: '26:45',
      '/components/schemas/A/anyOf': '29:26',
      '/components/schemas/A/anyOf/0/$ref': '29:36',
      '/components/schemas/A/anyOf/1': '29:26',
      '/components/schemas/B/minLength': '30:24',
    };
    const found = Object.keys(places).map((pointer) => [pointer, shortPlace(contract.locate(pointer))]);
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(Object.entries(places).map(([pointer, place]) => [pointer, `api.yaml:${place}`])),
    );
  });

  test('says which version it was written in', async () => {
    expect((await loadFiles({ 'api.yaml': TEXT })).openapi).toBe('3.0.3');
  });

  test('of 3.1 is left as it is', async () => {
    const document = { ...BASE, openapi: '3.1.0', 'x-webhooks': {}, components: { schemas: { A: { example: 1 } } } };
    expect((await loadContract(document)).document).toEqual(document);
  });

  test('is judged by the rules of its own version', async () => {
    const api = (version: string): string =>
      `openapi: ${version}\ninfo: { title: a, version: '1' }\npaths: {}\ncomponents: { schemas: { A: { const: 1 } } }\n`;
    expect(await detailsOf({ 'api.yaml': api('3.0.3') })).toEqual([
      'api.yaml:4:31  `const` is not expected here  (remove it, or begin its name with `x-`)',
    ]);
    expect(await detailsOf({ 'api.yaml': api('3.0.3').replace('const: 1', "type: 'null'") })).toEqual([
      'api.yaml:4:31  `type` can be one of the following only: "object", "array", "string", "number", "integer", "boolean"  (write `nullable: true`, or use OpenAPI 3.1)',
    ]);
    expect((await loadFiles({ 'api.yaml': api('3.1.0') })).openapi).toBe('3.1.0');
  });
});
