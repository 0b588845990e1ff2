import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import type { JsonObject } from '../../src/contract/types.ts';
import { detailsOf, loadFiles, refusalOf, writeFolder } from './support/folder.ts';

const API = "openapi: 3.1.0\ninfo: { title: Harbour, version: '1' }\npaths: {}\n";
const object: JsonObject = { openapi: '3.1.0', info: { title: 'Harbour', version: '1' }, paths: {} };

describe('a source', () => {
  test('may be a name, a path or an object, and names the contract', async () => {
    const cwd = await writeFolder({
      'redocly.yaml': 'apis: { Piers: { root: docs/api.yaml } }',
      'docs/api.yaml': API,
      'My API (2).yaml': API,
    });
    const sources = ['Piers', 'docs/api.yaml', './My API (2).yaml', object];
    const contracts = await Promise.all(sources.map((source) => loadContract(source, { cwd })));
    expect(contracts.map(({ name, files }) => [name, ...files])).toEqual([
      ['piers', join(cwd, 'docs/api.yaml')],
      ['api', join(cwd, 'docs/api.yaml')],
      ['my-api-2', join(cwd, 'My API (2).yaml')],
      ['contract', '<object>'],
    ]);
    expect((await loadContract(object, { name: 'harbour' })).name).toBe('harbour');
  });

  test('as an object is not changed, and its problems are placed by pointer', async () => {
    const shared = { type: 'string' };
    const given = { ...object, components: { schemas: { A: shared, B: shared } } };
    const before = structuredClone(given);
    const contract = await loadContract(given);
    expect(given).toEqual(before);
    expect(contract.locate('/components/schemas/A')).toEqual({ file: '<object>', line: 1, column: 1 });
    expect(await refusalOf(loadContract({ ...object, servers: [{}], tags: 3 }))).toEqual({
      code: 'InvalidContract',
      message: '<object> is not a valid contract: 2 problems.',
      details: [
        '<object>#/servers/0  `url` is missing  (add it)',
        '<object>#/tags  expected type `TagList` (array) but got `integer`  (change the value)',
      ],
    });
  });

  test('as an object that contains itself is refused', async () => {
    const circular: Record<string, unknown> = { ...object };
    circular['x-self'] = circular;
    expect((await refusalOf(loadContract(circular as JsonObject))).message).toBe(
      'The document given as an object is not JSON: it contains itself, or a value JSON has no form for.',
    );
  });

  test.each([
    ['no.yaml', 'FileNotFound', 'There is no file no.yaml.'],
    ['./docs.json/', 'UnreadableFile', 'docs.json is a folder, not a file.'],
    [
      'https://a.example/api.yaml',
      'RefRefused',
      'https://a.example/api.yaml is on the net and is not read without leave.',
    ],
    [
      'harbuor',
      'UnknownContract',
      'There is no contract harbuor; known are harbour, lava, encrata, agentmessage, leadlex. Did you mean harbour?',
    ],
    ['harbour', 'FileNotFound', 'There is no file gone.yaml.'],
  ])('%s is refused with a sentence', async (source, code, message) => {
    const cwd = await writeFolder({ 'redocly.yaml': 'apis: { harbour: { root: gone.yaml } }', 'docs.json/x': '' });
    expect(await refusalOf(loadContract(source, { cwd }))).toEqual({ code, message, details: [] });
  });
});

test.each([
  ['Swagger 2', "swagger: '2.0'\ninfo: {}\n"],
  ['a later version', 'openapi: 3.2.0\n'],
  ['half a version', 'openapi: 3.1\n'],
  ['AsyncAPI', 'asyncapi: 3.0.0\n'],
  ['a list', '- 1\n'],
  ['broken YAML', 'openapi: [\n'],
  ['nothing', ''],
])('refuses %s in one line', async (_, text) => {
  expect(await refusalOf(loadFiles({ 'api.yaml': text }))).toMatchSnapshot();
});

test('tells problems of structure, references, paths, security and vocabulary at once, by place', async () => {
  const text = `openapi: 3.1.0
info: { title: Harbour }
servers: [{ ur: https://a.example }]
security: [{ bearrer: [] }]
x-resource:
  endpoint: { schema: '#/components/schemas/Nope', pathh: /a }
paths:
  /piers/{id}:
    gett: {}
    get:
      operationId: getPier
      parametrs: []
      responses:
        '200': { $ref: '#/components/responses/Nope' }
        '2000': { description: x }
  /piers/{name}:
    get:
      operationId: getPier
      parameters: [{ name: nam, in: path, required: true, schema: { type: strng } }]
      responses: { '200': { description: 5 } }
components:
  schemas:
    Pier: { type: object, required: id }
`;
  expect(await detailsOf({ 'api.yaml': text })).toMatchInlineSnapshot(`
    [
      "api.yaml:2:1  \`version\` is missing  (add it)",
      "api.yaml:3:11  \`url\` is missing  (add it)",
      "api.yaml:3:13  \`ur\` is not expected here  (did you mean \`url\`?)",
      "api.yaml:4:1  there is no security scheme \`bearrer\`  (add it to \`components.securitySchemes\`)",
      "api.yaml:6:52  x-resource/endpoint has no member "pathh". Did you mean path?",
      "api.yaml:9:5  \`gett\` is not expected here  (did you mean \`get\`?)",
      "api.yaml:10:5  the path parameter {id} of GET /piers/{id} is not declared  (add it to \`parameters\`)",
      "api.yaml:12:7  \`parametrs\` is not expected here  (did you mean \`parameters\`?)",
      "api.yaml:14:18  there is nothing at \`#/components/responses/Nope\`  (correct the reference, or add what it names)",
      "api.yaml:15:9  \`2000\` is not expected here  (remove it, or begin its name with \`x-\`)",
      "api.yaml:16:3  the path /piers/{name} cannot be told from /piers/{id}  (keep one of them)",
      "api.yaml:17:5  the path parameter {name} of GET /piers/{name} is not declared  (add it to \`parameters\`)",
      "api.yaml:18:7  the operationId \`getPier\` also names GET /piers/{id}  (give each operation its own)",
      "api.yaml:19:20  the path parameter \`nam\` is not part of /piers/{name}  (put {nam} into the path, or remove it)",
      "api.yaml:19:69  \`type\` can be one of the following only: "object", "array", "string", "number", "integer", "boolean", "null"  (did you mean \`string\`?)",
      "api.yaml:20:29  expected type \`string\` but got \`integer\`  (change the value)",
      "api.yaml:23:27  expected type \`array\` but got \`string\`  (change the value)",
    ]
  `);
});

test('freezes a contract all the way down', async () => {
  const contract = await loadFiles({ 'api.yaml': API });
  const thawed: string[] = [];
  const visit = (value: unknown, at: string): void => {
    if (value === null || typeof value !== 'object') return;
    if (!Object.isFrozen(value)) thawed.push(at);
    for (const [key, member] of Object.entries(value)) visit(member, `${at}/${key}`);
  };
  visit(contract, '');
  expect(thawed).toEqual([]);
});

test.each([
  ['https://api.example/v1/', '/v1'],
  ['https://api.example', ''],
  ['/v2', '/v2'],
  ['v3', '/v3'],
  ['https://{host}/{base}', '/b'],
  [undefined, ''],
])('takes the base path of the server %s to be "%s"', async (url, basePath) => {
  const variables = { host: { default: 'a.example' }, base: { default: 'b' } };
  const servers = url === undefined ? {} : { servers: [{ url, variables }, { url: '/other' }] };
  expect((await loadContract({ ...object, ...servers })).basePath).toBe(basePath);
});

const SERVERS = { servers: [{ url: 'https://api.example/v1/' }, { url: '/v2' }, { url: 'https://eu.api.example/v1' }] };
test.each([
  ['none', {}, {}, ['']],
  ['several of the document', SERVERS, {}, ['/v1', '/v2']],
  ['those of a path', SERVERS, { servers: [{ url: '/old' }] }, ['/v1', '/v2', '/old']],
  [
    'those of an operation',
    SERVERS,
    { get: { responses: {}, servers: [{ url: '//files.example/up' }] } },
    ['/v1', '/v2', '/up'],
  ],
  [
    'every value of a variable in the path',
    {
      servers: [
        {
          url: 'https://a.example/{area}/{v}',
          variables: { area: { default: 'a', enum: ['a', 'b'] }, v: { default: '1' } },
        },
      ],
    },
    {},
    ['/a/1', '/b/1'],
  ],
  [
    'no path for a variable in the host',
    { servers: [{ url: 'https://{host}.example/v1', variables: { host: { default: 'a', enum: ['a', 'b'] } } }] },
    {},
    ['/v1'],
  ],
])('finds the base paths of servers: %s', async (_, servers, item, basePaths) => {
  const contract = await loadContract({ ...object, ...servers, paths: { '/a': item } } as never);
  expect([contract.basePaths, contract.basePath]).toEqual([basePaths, basePaths[0]]);
});
