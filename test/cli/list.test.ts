import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../src/contract/types.ts';
import { animals } from '../contract/infer/fixtures.ts';
import { runCli } from '../support/cli.ts';

const note = { 'application/json': { schema: { type: 'object', properties: { text: { type: 'string' } } } } };
const notes: JsonObject = {
  '/notes': { post: { operationId: 'addNote', responses: { '204': { description: 'Taken.' } } } },
  '/notes/{id}': {
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    get: { operationId: 'getNote', responses: { '200': { description: 'One.', content: note } } },
  },
};
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookspec-'));
  const zoo = structuredClone(animals) as { paths: Record<string, Record<string, unknown>> };
  Object.assign(zoo.paths, notes);
  const counts = { description: 'Counts.', content: { 'application/json': { schema: { type: 'integer' } } } };
  zoo.paths['/animals']!['get'] = { operationId: 'listAnimals', responses: { '200': counts } };
  await writeFile(join(folder, 'zoo.json'), JSON.stringify(zoo));
  await writeFile(join(folder, 'plain.json'), JSON.stringify({ ...animals, paths: {} }));
});
afterAll(() => rm(folder, { recursive: true }));

test('shows what is inferred, what of it does not fit, and what is left alone and why', async () => {
  const { exitCode, stdout, stderr } = await runCli(['list', 'zoo.json', '--infer'], { cwd: folder });
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout.slice(stdout.indexOf('  inferred'))).toBe(
    [
      '  inferred',
      '    animal  /animals  create, read, update, delete; the answer does not fit: list (listAnimals)',
      '  left alone',
      '    /notes  addNote  its success answer has no JSON schema',
      '',
    ].join('\n'),
  );
});

test('gives what is inferred as a value of x-resource that means the same in an overlay', async () => {
  const { stdout } = await runCli(['list', 'zoo.json', '--infer', '--format', 'json'], { cwd: folder });
  const { inferred } = (JSON.parse(stdout) as { contracts: { inferred: JsonObject }[] }).contracts[0]!;
  expect(inferred).toMatchObject({
    resources: [
      {
        name: 'animal',
        path: '/animals',
        roles: ['create', 'read', 'update', 'delete'],
        without: [{ role: 'list', operation: 'listAnimals' }],
      },
    ],
    left: [{ operation: 'addNote', path: '/notes', why: 'its success answer has no JSON schema' }],
  });
  const update = { 'x-resource': inferred['x-resource'] };
  const overlay = { overlay: '1.0.0', info: { title: 'Mended', version: '1' }, actions: [{ target: '$', update }] };
  await writeFile(join(folder, 'rules.json'), JSON.stringify(overlay));
  const again = await runCli(['list', 'zoo.json', '--overlay', 'rules.json', '--infer'], { cwd: folder });
  expect([again.exitCode, again.stderr]).toEqual([0, '']);
  expect(again.stdout).toContain('  inferred\n    nothing: the contract declares its resources itself\n');
});

test('says so where nothing can be inferred, and nothing of it without the flag', async () => {
  const plain = await runCli(['list', 'plain.json', '--infer'], { cwd: folder });
  expect(plain.stdout).toContain('  inferred\n    nothing: no path is posted to and has items below it\n');
  expect((await runCli(['list', 'zoo.json'], { cwd: folder })).stdout).not.toContain('inferred');
});
