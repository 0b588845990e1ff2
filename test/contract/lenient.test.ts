import { array, assert, asyncProperty } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { formatProblem } from '../../src/contract/source/problem.ts';
import { HookspecError } from '../../src/errors.ts';
import { change, damage } from './support/damage.ts';
import { detailsOf, loadFiles, refusalOf, writeFolder } from './support/folder.ts';

const FAULTY = `openapi: 3.0.3
info: { title: Harbour, version: '1' }
colour: red
security: [{ nobody: [], key: [] }]
paths:
  piers: { get: { responses: { '200': { description: All. } } } }
  /piers?all=1: { get: { responses: { '200': { description: All. } } } }
  /piers/{id}:
    get:
      operationId: pier
      parameters: [{ name: pier, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: One. } }
  /piers/{name}:
    get: { operationId: pier, responses: { '200': { description: One. } } }
    put: { operationId: pier, responses: { '200': { description: One. } } }
components:
  schemas: { A: { type: 'null' } }
  securitySchemes: { key: { type: apiKey, in: header, name: k } }
`;

const TOLD = [
  'api.yaml:3:1  `colour` is not expected here  (remove it, or begin its name with `x-`)',
  'api.yaml:4:1  there is no security scheme `nobody`  (add it to `components.securitySchemes`)',
  'api.yaml:6:3  `piers` is not expected here  (remove it, or begin its name with `x-`)',
  'api.yaml:7:3  no request has the path /piers?all=1  (put its query into `parameters`)',
  'api.yaml:9:5  the path parameter {id} of GET /piers/{id} is not declared  (add it to `parameters`)',
  'api.yaml:11:20  the path parameter `pier` is not part of /piers/{id}  (put {pier} into the path, or remove it)',
  'api.yaml:13:3  the path /piers/{name} cannot be told from /piers/{id}  (keep one of them)',
  'api.yaml:14:5  the path parameter {name} of GET /piers/{name} is not declared  (add it to `parameters`)',
  'api.yaml:14:12  the operationId `pier` also names GET /piers/{id}  (give each operation its own)',
  'api.yaml:15:5  the path parameter {name} of PUT /piers/{name} is not declared  (add it to `parameters`)',
  'api.yaml:15:12  the operationId `pier` also names GET /piers/{id}  (give each operation its own)',
  'api.yaml:17:19  `type` can be one of the following only: "object", "array", "string", "number", "integer", "boolean"  (write `nullable: true`, or use OpenAPI 3.1)',
];

describe('a document with faults', () => {
  test('is refused with all of them', async () => {
    expect(await detailsOf({ 'api.yaml': FAULTY })).toEqual(TOLD);
  });

  test('is loaded where that is wanted, and warns of the same', async () => {
    const contract = await loadFiles({ 'api.yaml': FAULTY }, { lenient: true });
    const folder = contract.files[0]!.replace(/\/api\.yaml$/, '');
    const told = contract.warnings.map((warning) => formatProblem(warning, folder));
    expect(told.toSorted()).toEqual(TOLD.toSorted());
  });

  test('has operations that can be served side by side', async () => {
    const { operations } = await loadFiles({ 'api.yaml': FAULTY }, { lenient: true });
    expect(operations.map(({ id, method, path, parameters }) => [id, method, path, parameters])).toEqual([
      ['pier', 'get', '/piers/{id}', []],
      ['put /piers/{name}', 'put', '/piers/{name}', []],
    ]);
    expect(operations.map(({ security }) => security)).toEqual([
      [[{ scheme: 'key', scopes: [] }]],
      [[{ scheme: 'key', scopes: [] }]],
    ]);
  });

  test('is refused all the same where redocly.yaml lists it', async () => {
    const cwd = await writeFolder({ 'api.yaml': FAULTY, 'redocly.yaml': 'apis: { harbour: { root: api.yaml } }\n' });
    expect((await refusalOf(loadContract('harbour', { cwd, lenient: true }))).details).toEqual(TOLD);
  });

  test.each([
    ['a reference that leads nowhere', "responses: { '200': { $ref: '#/components/responses/Nope' } }"],
    ['an extension of ours that cannot be read', 'x-view: { source: nowhere }, responses: {}'],
  ])('is refused for %s', async (_, operation) => {
    const text = `openapi: 3.1.0\ninfo: { title: a, version: '1' }\npaths: { /a: { get: { ${operation} } } }\n`;
    expect(await detailsOf({ 'api.yaml': text }, { lenient: true })).not.toEqual([]);
  });
});

test('warns of nothing where nothing is wrong', async () => {
  const text = "openapi: 3.1.0\ninfo: { title: a, version: '1' }\npaths: {}\n";
  expect((await loadFiles({ 'api.yaml': text }, { lenient: true })).warnings).toEqual([]);
});

test('loads a damaged document in spite of its faults or says what is wrong with it', async () => {
  await assert(
    asyncProperty(array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      const error: unknown = await loadContract(damage(changes), { lenient: true }).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (error === undefined) return;
      expect(error).toBeInstanceOf(HookspecError);
      expect((error as HookspecError).details.length).toBeGreaterThan(0);
    }),
    { seed: 11, numRuns: 300 },
  );
});
