import { describe, expect, test } from 'vitest';
import { getAt } from '../../src/contract/pointer.ts';
import { detailsOf, loadFiles, shortPlace } from './support/folder.ts';

const API = `openapi: 3.1.0
info: { title: Harbour, version: '1' }
tags: [{ name: a }, { name: b }, { name: c }, { name: d }]
paths:
  /piers:
    get:
      operationId: listPiers
      parameters:
        - { name: limit, in: query, schema: { type: integer } }
      responses:
        '200':
          description: All piers.
`;
const overlay = (actions: string): string =>
  `overlay: 1.0.0\ninfo: { title: More, version: '1' }\nactions:\n${actions}`;
const merge = (actions: string) =>
  loadFiles({ 'api.yaml': API, 'more.yaml': overlay(actions) }, { overlays: ['more.yaml'] });
const refuse = (actions: string) =>
  detailsOf({ 'api.yaml': API, 'more.yaml': overlay(actions) }, { overlays: ['more.yaml'] });
const GET = '/paths/~1piers/get';

describe('an update', () => {
  test('maps what it sets to its own place, and leaves the rest where it was', async () => {
    const contract = await merge(`  - target: $.paths['/piers'].get
    update:
      summary: List piers
      responses:
        '200':
          headers:
            X-Count: { schema: { type: integer } }
        '404': { description: None. }
`);
    const places = ['', '/operationId', '/summary', '/responses', '/responses/200', '/responses/200/description']
      .concat(['/responses/200/headers', '/responses/200/headers/X-Count/schema/type', '/responses/404/description'])
      .map((below) => [below, shortPlace(contract.locate(`${GET}${below}`))]);
    expect(Object.fromEntries(places)).toEqual({
      '': 'api.yaml:6:5',
      '/operationId': 'api.yaml:7:7',
      '/summary': 'more.yaml:6:7',
      '/responses': 'api.yaml:10:7',
      '/responses/200': 'api.yaml:11:9',
      '/responses/200/description': 'api.yaml:12:11',
      '/responses/200/headers': 'more.yaml:9:11',
      '/responses/200/headers/X-Count/schema/type': 'more.yaml:10:34',
      '/responses/404/description': 'more.yaml:11:18',
    });
  });

  test('of a value maps that value alone', async () => {
    const contract = await merge(`  - target: $.info
    update: { title: Port }
`);
    expect(contract.title).toBe('Port');
    expect(shortPlace(contract.locate('/info/title'))).toBe('more.yaml:5:15');
    expect(shortPlace(contract.locate('/info/version'))).toBe('api.yaml:2:25');
  });

  test('of a list appends to it, one entry or several', async () => {
    const contract = await merge(`  - target: $.tags
    update: { name: e }
  - target: $.tags
    update: [{ name: f }, { name: g }]
`);
    expect(contract.document['tags']).toEqual([...'abcdefg'].map((name) => ({ name })));
    const items = [3, 4, 5, 6].map((index) => shortPlace(contract.locate(`/tags/${index}/name`)));
    expect(items).toEqual(['api.yaml:3:49', 'more.yaml:5:15', 'more.yaml:7:16', 'more.yaml:7:29']);
  });

  test('of parameters changes the one of the same name and place', async () => {
    const contract = await merge(`  - target: $.paths['/piers'].get
    update:
      parameters:
        - { name: limit, in: query, required: true }
        - { name: after, in: query, schema: { type: string } }
`);
    const [operation] = contract.operations;
    expect(operation?.parameters.map(({ name, required }) => [name, required])).toEqual([
      ['limit', true],
      ['after', false],
    ]);
    const places = ['0/schema', '0/required', '1/name'].map((below) =>
      shortPlace(contract.locate(`${GET}/parameters/${below}`)),
    );
    expect(places).toEqual(['api.yaml:9:37', 'more.yaml:7:37', 'more.yaml:8:13']);
  });

  test('at several targets reaches them all', async () => {
    const contract = await merge(`  - target: $.tags[?(@.name != 'b')]
    update: { description: not b }
`);
    expect(contract.document['tags']).toEqual(
      [...'abcd'].map((name) => (name === 'b' ? { name } : { name, description: 'not b' })),
    );
    expect(shortPlace(contract.locate('/tags/3/description'))).toBe('more.yaml:5:15');
  });

  test('by a later action wins, in value and place', async () => {
    const contract = await merge(`  - target: $
    update: { x-a: { b: [1, 2], c: 1 } }
  - target: $['x-a']
    update: { b: [3], c: 2 }
`);
    expect(contract.document['x-a']).toEqual({ b: [1, 2, 3], c: 2 });
    const places = ['/x-a', '/x-a/b/1', '/x-a/b/2', '/x-a/c'].map((at) => shortPlace(contract.locate(at)));
    expect(places).toEqual(['more.yaml:5:15', 'more.yaml:5:29', 'more.yaml:7:19', 'more.yaml:7:23']);
  });
});

describe('a removal', () => {
  test('of list items moves the places of those behind it', async () => {
    const contract = await merge(`  - target: $.tags[0,2]
    remove: true
`);
    expect(contract.document['tags']).toEqual([{ name: 'b' }, { name: 'd' }]);
    expect(['/tags/0', '/tags/1', '/tags/2'].map((at) => shortPlace(contract.locate(at)))).toEqual([
      'api.yaml:3:21',
      'api.yaml:3:47',
      'api.yaml:3:1',
    ]);
  });

  test('of a member lets another action write it anew', async () => {
    const contract = await merge(`  - target: $.tags
    remove: true
  - target: $
    update: { tags: [{ name: z }] }
`);
    expect(contract.document['tags']).toEqual([{ name: 'z' }]);
    expect(shortPlace(contract.locate('/tags/0/name'))).toBe('more.yaml:7:24');
  });
});

test('a copy brings what another node holds, placed at the action', async () => {
  const files = {
    'api.yaml': API,
    'more.yaml': overlay("  - target: $.paths['/piers'].get.responses\n    copy: $['x-r']\n").replace('1.0.0', '1.1.0'),
    'first.yaml': overlay("  - target: $\n    update: { x-r: { '404': { description: None. } } }\n"),
  };
  const contract = await loadFiles(files, { overlays: ['first.yaml', 'more.yaml'] });
  expect(getAt(contract.document, `${GET}/responses/404`)).toEqual({ description: 'None.' });
  expect(shortPlace(contract.locate(`${GET}/responses/404/description`))).toBe('more.yaml:5:5');
  expect(contract.files.map((file) => file.replace(/^.*\//, ''))).toEqual(['api.yaml', 'first.yaml', 'more.yaml']);
});

describe('problems', () => {
  test('of actions are told with their place in the overlay, all at once', async () => {
    const actions = [
      "$.paths['/quays'].get\n    update: { summary: x }",
      '$.paths[\n    update: {}',
      '$.info\n    update: [x]',
      '$.tags\n    description: nothing to do',
      "$.paths['/piers'].get\n    update: { responses: { '200': { description: { a: 1 } } } }",
      '$..nothing\n    remove: true',
    ];
    expect(await refuse(actions.map((action) => `  - target: ${action}\n`).join(''))).toMatchInlineSnapshot(`
      [
        "more.yaml:4:5  \`$.paths['/quays'].get\` selects nothing  (correct the path; it must match a node of the document)",
        "more.yaml:6:5  \`$.paths[\` is not a JSONPath: unexpected end of input  (write it as in RFC 9535, e.g. \`$.paths['/a'].get\`)",
        "more.yaml:9:5  a map cannot be updated with a list  (the target is /info; remove it first to replace it)",
        "more.yaml:10:5  the action does nothing  (add \`update\`, \`copy\` or \`remove: true\`)",
        "more.yaml:13:37  a plain value cannot be updated with a map  (the target is /paths/~1piers/get/responses/200/description; remove it first to replace it)",
        "more.yaml:14:5  \`$..nothing\` selects nothing  (correct the path; it must match a node of the document)",
      ]
    `);
  });

  test('of the overlay itself name every place', async () => {
    expect(await refuse('  - tarrget: $.paths\n    update: {}\n  - target: 3\n')).toMatchInlineSnapshot(`
      [
        "more.yaml:4:5  \`target\` is missing  (add it)",
        "more.yaml:4:5  \`tarrget\` is not expected here  (did you mean \`target\`?)",
        "more.yaml:6:5  expected type \`string\` but got \`integer\`  (change the value)",
      ]
    `);
  });

  test.each([
    ['without a version', 'info: { title: x }\nactions: []\n'],
    ['with a version of the future', 'overlay: 1.2.0\n'],
    ['that is a list', '- a\n'],
    ['that is empty', ''],
    ['that is broken', 'overlay: "1.0.0\n'],
  ])('of an overlay %s stop there', async (_, text) => {
    expect(await detailsOf({ 'api.yaml': API, 'more.yaml': text }, { overlays: ['more.yaml'] })).toMatchSnapshot();
  });

  test('of what the merged document says are placed in the overlay', async () => {
    expect(await refuse("  - target: $.paths['/piers'].get\n    update: { operationID: x }\n")).toMatchInlineSnapshot(`
      [
        "more.yaml:5:15  \`operationID\` is not expected here  (did you mean \`operationId\`?)",
      ]
    `);
  });
});
