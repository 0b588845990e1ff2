import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { detailsOf, loadFiles, refusalOf, shortPlace, writeFolder } from './support/folder.ts';

const api = (rest: string): string => `openapi: 3.1.0\ninfo: { title: Harbour, version: '1' }\n${rest}`;
const answering = (schema: string): string =>
  api(`paths:
  /piers:
    get:
      operationId: listPiers
      responses:
        '200':
          description: All.
          content:
            application/json:
              schema: ${schema}
`);

describe('a schema of another file', () => {
  test('becomes a component, with its own references, and keeps its places', async () => {
    const contract = await loadFiles({
      'api.yaml': answering("{ $ref: './schemas/pier.yaml' }"),
      'schemas/pier.yaml':
        "type: object\nproperties:\n  berth: { $ref: 'common.json#/$defs/berth' }\n  next: { $ref: '#' }\n",
      'schemas/common.json': '{\n  "$defs": {\n    "berth": { "type": "string" }\n  }\n}\n',
    });
    expect(contract.document['components']).toEqual({
      schemas: {
        pier: {
          type: 'object',
          properties: {
            berth: { $ref: '#/components/schemas/berth' },
            next: { $ref: '#/components/schemas/pier' },
          },
        },
        berth: { type: 'string' },
      },
    });
    expect(contract.operations[0]?.responses[0]?.content[0]?.schema).toEqual({ $ref: '#/components/schemas/pier' });
    expect(shortPlace(contract.locate('/components/schemas/pier/properties/berth'))).toBe('pier.yaml:3:3');
    expect(shortPlace(contract.locate('/components/schemas/berth/type'))).toBe('common.json:3:16');
    expect(contract.files.map((file) => file.replace(/^.*\//, ''))).toEqual(['api.yaml', 'pier.yaml', 'common.json']);
  });

  test('may contain itself by way of another file', async () => {
    const contract = await loadFiles({
      'api.yaml': answering("{ $ref: 'a.yaml#/A' }"),
      'a.yaml': "A: { properties: { b: { $ref: 'b.yaml#/B' } } }\n",
      'b.yaml': "B: { items: { $ref: 'a.yaml#/A' } }\n",
    });
    expect(contract.document['components']).toEqual({
      schemas: {
        A: { properties: { b: { $ref: '#/components/schemas/B' } } },
        B: { items: { $ref: '#/components/schemas/A' } },
      },
    });
  });

  test('takes another name where its own is taken', async () => {
    const contract = await loadFiles({
      'api.yaml': `${answering("{ anyOf: [{ $ref: 'a.yaml#/Pier' }, { $ref: 'b.yaml#/Pier' }, { $ref: 'a.yaml#/Pier' }] }")}components:
  schemas:
    Pier: { type: integer }
`,
      'a.yaml': 'Pier: { type: string }\n',
      'b.yaml': 'Pier: { type: boolean }\n',
    });
    expect(contract.operations[0]?.responses[0]?.content[0]?.schema).toEqual({
      anyOf: ['Pier-2', 'Pier-3', 'Pier-2'].map((name) => ({ $ref: `#/components/schemas/${name}` })),
    });
  });

  test('may refer back to the document, and may be found by its anchor', async () => {
    const contract = await loadFiles({
      'api.yaml': `${answering("{ $ref: 'a.yaml#boat' }")}components:\n  schemas:\n    Name: { type: string }\n`,
      'a.yaml': "x: { $anchor: boat, properties: { name: { $ref: './api.yaml#/components/schemas/Name' } } }\n",
    });
    expect(contract.document['components']).toEqual({
      schemas: {
        Name: { type: 'string' },
        x: { $anchor: 'boat', properties: { name: { $ref: '#/components/schemas/Name' } } },
      },
    });
  });

  test('is found through the mapping of a discriminator', async () => {
    const contract = await loadFiles({
      'api.yaml': answering(
        "{ oneOf: [{ $ref: 'a.yaml#/A' }], discriminator: { propertyName: k, mapping: { a: 'a.yaml#/A', b: B } } }",
      ),
      'a.yaml': 'A: { type: object }\n',
    });
    expect(contract.operations[0]?.responses[0]?.content[0]?.schema).toMatchObject({
      discriminator: { mapping: { a: '#/components/schemas/A', b: 'B' } },
    });
  });
});

test('anything but a schema takes the place of its reference', async () => {
  const contract = await loadFiles({
    'api.yaml': api("paths:\n  /piers: { $ref: 'paths/piers.yaml', summary: Piers }\n"),
    'paths/piers.yaml': `get:
  operationId: listPiers
  parameters: [{ $ref: '../shared.yaml#/Limit' }]
  responses: { '200': { $ref: '../shared.yaml#/All', x-evidence: { kind: sdk, source: seen } } }
`,
    'shared.yaml': `Limit: { name: limit, in: query, schema: { type: integer } }
All: { description: All., headers: { X-A: { $ref: '#/XA' } } }
XA: { schema: { type: string } }
`,
  });
  const [operation] = contract.operations;
  expect(operation?.parameters.map(({ name, pointer }) => [name, pointer])).toEqual([
    ['limit', '/paths/~1piers/get/parameters/0'],
  ]);
  expect(operation?.responses).toMatchObject([
    { status: '200', description: 'All.', headers: [{ name: 'X-A' }], evidence: { kind: 'sdk', source: 'seen' } },
  ]);
  const places = ['/summary', '/get', '/get/parameters/0/schema', '/get/responses/200/headers/X-A/schema/type']
    .concat('/get/responses/200/x-evidence/kind')
    .map((below) => shortPlace(contract.locate(`/paths/~1piers${below}`)));
  expect(places).toEqual([
    'api.yaml:4:39',
    'piers.yaml:1:1',
    'shared.yaml:1:34',
    'shared.yaml:3:17',
    'piers.yaml:4:68',
  ]);
});

test('references of an overlay start at the overlay, and `#` is the document', async () => {
  const contract = await loadFiles(
    {
      'api.yaml': answering('true'),
      'add/more.yaml': `overlay: 1.0.0
info: { title: More, version: '1' }
actions:
  - target: $
    update: { components: { schemas: { A: { $ref: 'a.yaml' }, B: { $ref: '#/components/schemas/A' } } } }
`,
      'add/a.yaml': 'type: string\n',
    },
    { overlays: ['add/more.yaml'] },
  );
  expect(contract.document['components']).toEqual({
    schemas: { A: { $ref: '#/components/schemas/a' }, B: { $ref: '#/components/schemas/A' }, a: { type: 'string' } },
  });
});

test('what only looks like a reference is left alone', async () => {
  const sample = { $ref: 'https://a.example/x.yaml' };
  const contract = await loadContract({
    openapi: '3.1.0',
    info: { title: 'Harbour', version: '1', 'x-a': sample },
    components: {
      schemas: { A: { properties: { $ref: { type: 'string' } }, default: sample, enum: [sample], examples: [sample] } },
      examples: { a: { value: sample } },
    },
  });
  expect(contract.document['components']).toMatchObject({ examples: { a: { value: sample } } });
});

describe('a reference out of the folder', () => {
  test.each(['../outside.yaml', 'https://a.example/x.yaml#/A', 'link/outside.yaml', 'file:///etc/hosts'])(
    'to %s is refused',
    async (ref) => {
      const folder = await writeFolder({ 'outside.yaml': 'A: {}', 'in/api.yaml': answering(`{ $ref: '${ref}' }`) });
      const { symlink } = await import('node:fs/promises');
      await symlink('..', join(folder, 'in/link'));
      expect(await refusalOf(loadContract('api.yaml', { cwd: join(folder, 'in') }))).toMatchSnapshot();
    },
  );

  test('is followed with leave', async () => {
    const folder = await writeFolder({ 'a.yaml': 'type: string\n', 'in/api.yaml': answering("{ $ref: '../a.yaml' }") });
    const contract = await loadContract('api.yaml', { cwd: join(folder, 'in'), allowExternalRefs: true });
    expect(contract.document['components']).toEqual({ schemas: { a: { type: 'string' } } });
  });
});

describe('a reference that leads nowhere', () => {
  test('is told with its place, all at once', async () => {
    const files = {
      'api.yaml': `${answering("{ anyOf: [{ $ref: '#/components/schemas/Pire' }, { $ref: 'no.yaml' }, { $ref: 'a.yaml#/Boot' }, { $ref: '#harbour' }, { $ref: 'b.yaml' }] }")}components:
  schemas: { Pier: {}, A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } }
  responses: { R: { $ref: '#/components/responses/S' } }
`,
      'a.yaml': 'Boat: {}\n',
      'b.yaml': 'a: [\n',
    };
    expect(await detailsOf(files)).toMatchInlineSnapshot(`
      [
        "api.yaml:12:35  there is nothing at \`#/components/schemas/Pire\`  (did you mean \`#/components/schemas/Pier\`?)",
        "api.yaml:12:74  \`no.yaml\`: There is no file no.yaml  (correct the path)",
        "api.yaml:12:95  there is nothing at \`a.yaml#/Boot\`  (did you mean \`a.yaml#/Boat\`?)",
        "api.yaml:12:121  there is nothing at \`#harbour\`  (correct the reference, or add what it names)",
        "api.yaml:14:29  \`#/components/schemas/B\` leads back to itself  (write the value in one place)",
        "api.yaml:14:68  \`#/components/schemas/A\` leads back to itself  (write the value in one place)",
        "api.yaml:15:21  there is nothing at \`#/components/responses/S\`  (correct the reference, or add what it names)",
        "b.yaml:2:1  syntax error: flow sequence in block collection must be sufficiently indented and end with a ]",
      ]
    `);
  });

  test('is told once where what it should bring contains itself', async () => {
    const files = {
      'api.yaml': api("paths:\n  /piers: { $ref: 'a.yaml' }\n"),
      'a.yaml': "post: { responses: {}, callbacks: { a: { '{$url}': { $ref: 'a.yaml' } } } }\n",
    };
    expect(await detailsOf(files)).toMatchInlineSnapshot(`
      [
        "a.yaml:1:54  \`a.yaml\` contains itself  (break the circle)",
      ]
    `);
  });
});

test('a reference cannot stand for a whole map or list', async () => {
  const files = {
    'api.yaml': api(`paths: { $ref: 'a.yaml' }
components:
  schemas:
    $ref: '#/components/responses'
    A: { properties: { $ref: { type: string } }, allOf: { $ref: 'a.yaml' } }
`),
    'a.yaml': 'a: 1\n',
  };
  expect(await detailsOf(files)).toMatchInlineSnapshot(`
    [
      "api.yaml:3:10  \`$ref\` cannot stand for all of \`paths\`  (write a \`$ref\` for each entry)",
      "api.yaml:6:5  \`$ref\` cannot stand for all of \`schemas\`  (write a \`$ref\` for each entry)",
      "api.yaml:7:50  expected type \`AllOf\` (array) but got \`object\`  (change the value)",
      "api.yaml:7:59  \`$ref\` cannot stand for all of \`allOf\`  (write a \`$ref\` for each entry)",
    ]
  `);
});
