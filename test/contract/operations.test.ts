import { describe, expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { getAt } from '../../src/contract/pointer.ts';
import { loadFiles } from './support/folder.ts';

const TEXT = `openapi: 3.1.0
info: { title: Harbour, version: '1' }
security: [{ bearer: [read] }]
paths:
  x-note: not a path
  /piers/{id}:
    parameters:
      - { $ref: '#/components/parameters/Id' }
      - { name: lang, in: header, schema: { type: string } }
      - { name: Authorization, in: header, required: true, schema: { type: string } }
    put:
      operationId: putPier
      summary: Replace a pier
      tags: [piers]
      security: [{ bearer: [write], key: [] }, {}]
      parameters:
        - { name: lang, in: header, required: true, schema: { type: string } }
        - { name: filter, in: query, content: { application/json: { schema: { type: object }, example: { a: 1 } } } }
        - { name: ids, in: query, style: pipeDelimited, explode: true, schema: { type: array } }
      requestBody: { $ref: '#/components/requestBodies/Pier' }
      responses:
        '200':
          description: Replaced.
          headers:
            X-Id: { $ref: '#/components/headers/XId' }
            Content-Type: { schema: { type: string } }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Pier' }
              examples:
                one: { $ref: '#/components/examples/One' }
                far: { externalValue: 'https://a.example/x.json' }
        4XX: { $ref: '#/components/responses/Wrong', x-evidence: { kind: inferred, source: a guess } }
        default: { $ref: '#/components/responses/Wrong' }
  /quays: { $ref: '#/components/pathItems/Quays' }
components:
  parameters: { Id: { name: id, in: path, required: true, schema: { type: string } } }
  requestBodies: { Pier: { required: true, content: { application/json: { schema: true }, text/*: {} } } }
  headers: { XId: { required: true, schema: { type: string }, example: a } }
  examples: { One: { value: { id: 1 } } }
  responses: { Wrong: { description: Wrong. } }
  schemas: { Pier: { type: object } }
  pathItems: { Quays: { get: { security: [], responses: {} } } }
  securitySchemes:
    bearer: { $ref: '#/components/securitySchemes/token' }
    token: { type: http, scheme: Bearer }
    key: { type: apiKey, in: query, name: k }
`;
const loadTwo = async () => {
  const contract = await loadFiles({ 'api.yaml': TEXT });
  const [put, get] = contract.operations;
  if (!put || !get || contract.operations.length !== 2) throw new Error('two operations were expected');
  return { contract, put, get };
};

describe('an operation', () => {
  test('has its id, or its method and path for one', async () => {
    const { put, get } = await loadTwo();
    const { id, method, path, pointer, summary, tags } = put;
    expect({ id, method, path, pointer, summary, tags }).toEqual({
      id: 'putPier',
      method: 'put',
      path: '/piers/{id}',
      pointer: '/paths/~1piers~1{id}/put',
      summary: 'Replace a pier',
      tags: ['piers'],
    });
    expect([get.id, get.pointer]).toEqual(['get /quays', '/components/pathItems/Quays/get']);
  });

  test('has the parameters of its path that it does not replace, and none that other parts rule', async () => {
    const { put } = await loadTwo();
    const shared = { required: false, style: 'form', explode: true, examples: [] };
    expect(put.parameters).toEqual([
      {
        ...shared,
        name: 'id',
        in: 'path',
        required: true,
        style: 'simple',
        explode: false,
        pointer: '/components/parameters/Id',
        schemaPointer: '/components/parameters/Id/schema',
        schema: { type: 'string' },
      },
      {
        ...shared,
        name: 'lang',
        in: 'header',
        required: true,
        style: 'simple',
        explode: false,
        pointer: `${put.pointer}/parameters/0`,
        schemaPointer: `${put.pointer}/parameters/0/schema`,
        schema: { type: 'string' },
      },
      {
        ...shared,
        name: 'filter',
        in: 'query',
        pointer: `${put.pointer}/parameters/1`,
        schema: { type: 'object' },
        schemaPointer: `${put.pointer}/parameters/1/content/application~1json/schema`,
        content: expect.objectContaining({ type: 'application/json' }) as object,
        examples: [
          {
            name: 'default',
            value: { a: 1 },
            pointer: `${put.pointer}/parameters/1/content/application~1json/example`,
          },
        ],
      },
      {
        ...shared,
        name: 'ids',
        in: 'query',
        style: 'pipeDelimited',
        schema: { type: 'array' },
        pointer: `${put.pointer}/parameters/2`,
        schemaPointer: `${put.pointer}/parameters/2/schema`,
      },
    ]);
  });

  test('has a request body with its media types', async () => {
    const { put, get } = await loadTwo();
    const pointer = '/components/requestBodies/Pier';
    const json = `${pointer}/content/application~1json`;
    expect(put.requestBody).toEqual({
      required: true,
      pointer,
      content: [
        { type: 'application/json', pointer: json, schemaPointer: `${json}/schema`, schema: true, examples: [] },
        { type: 'text/*', pointer: `${pointer}/content/text~1*`, examples: [] },
      ],
    });
    expect(get).not.toHaveProperty('requestBody');
  });

  test('has responses with headers and examples, references followed and schemas kept', async () => {
    const { put } = await loadTwo();
    const ok = `${put.pointer}/responses/200`;
    const media = `${ok}/content/application~1json`;
    const wrong = { pointer: '/components/responses/Wrong', description: 'Wrong.', headers: [], content: [] };
    expect(put.responses).toEqual([
      {
        status: '200',
        pointer: ok,
        description: 'Replaced.',
        headers: [
          {
            name: 'X-Id',
            required: true,
            pointer: '/components/headers/XId',
            schema: { type: 'string' },
            schemaPointer: '/components/headers/XId/schema',
            examples: [{ name: 'default', value: 'a', pointer: '/components/headers/XId/example' }],
          },
        ],
        content: [
          {
            type: 'application/json',
            pointer: media,
            schemaPointer: `${media}/schema`,
            schema: { $ref: '#/components/schemas/Pier' },
            examples: [{ name: 'one', value: { id: 1 }, pointer: '/components/examples/One/value' }],
          },
        ],
      },
      { status: '4XX', ...wrong, evidence: { kind: 'inferred', source: 'a guess' } },
      { status: 'default', ...wrong },
    ]);
  });

  test('has its own security, or that of the document', async () => {
    const { put, get, contract } = await loadTwo();
    expect(put.security).toEqual([
      [
        { scheme: 'bearer', scopes: ['write'] },
        { scheme: 'key', scopes: [] },
      ],
      [],
    ]);
    expect(get.security).toEqual([]);
    const document = structuredClone(contract.document) as {
      paths: Record<string, Record<string, { security?: object }>>;
    };
    delete document.paths['/piers/{id}']?.['put']?.security;
    expect((await loadContract(document as never)).operations[0]?.security).toEqual([
      [{ scheme: 'bearer', scopes: ['read'] }],
    ]);
  });
});

test('lists security schemes by name, references followed', async () => {
  const { contract } = await loadTwo();
  const base = '/components/securitySchemes';
  expect(contract.securitySchemes).toEqual([
    { name: 'bearer', type: 'http', scheme: 'bearer', pointer: `${base}/token` },
    { name: 'token', type: 'http', scheme: 'bearer', pointer: `${base}/token` },
    { name: 'key', type: 'apiKey', in: 'query', parameterName: 'k', pointer: `${base}/key` },
  ]);
});

test('gives pointers that lead to what they name', async () => {
  const { put, contract } = await loadTwo();
  const [response] = put.responses;
  const [media] = response?.content ?? [];
  for (const part of [response, media, media?.examples[0]])
    expect(getAt(contract.document, part!.pointer)).toBeDefined();
  expect(getAt(contract.document, media!.examples[0]!.pointer)).toEqual(media!.examples[0]!.value);
});
