import { expect, test } from 'vitest';
import { detailsOf, loadFiles } from './support/folder.ts';

const operation = (name: string): string =>
  `{ parameters: [{ name: ${name}, in: path, required: true, schema: { type: string } }], responses: { '200': { description: x } } }`;
const document = (paths: Readonly<Record<string, Readonly<Record<string, string>>>>): string => {
  const lines = Object.entries(paths).flatMap(([path, methods]) => [
    `  ${path}:`,
    ...Object.entries(methods).map(([method, name]) => `    ${method}: ${operation(name)}`),
  ]);
  return `openapi: 3.1.0\ninfo: { title: Harbour, version: '1' }\npaths:\n${lines.join('\n')}\n`;
};

// GitHub's own description has such a pair.
test('accepts two paths that differ in the name of a parameter where their methods differ', async () => {
  const text = document({ '/piers/{id}': { get: 'id' }, '/piers/{name}': { delete: 'name' } });
  const contract = await loadFiles({ 'api.yaml': text });
  expect(contract.operations.map(({ id }) => id)).toEqual(['get /piers/{id}', 'delete /piers/{name}']);
});

test('refuses them where a method is in both, once', async () => {
  const both = { get: 'id', put: 'id' };
  const text = document({ '/piers/{id}': both, '/piers/{name}': { get: 'name', put: 'name' } });
  expect(await detailsOf({ 'api.yaml': text })).toEqual([
    'api.yaml:7:3  the path /piers/{name} cannot be told from /piers/{id}  (keep one of them)',
  ]);
});

test('tells a literal segment from a parameter, and longer templates from shorter ones', async () => {
  const text = document({
    '/piers/{id}': { get: 'id' },
    '/piers/{id}/log': { get: 'id' },
    '/piers/{id}.json': { get: 'id' },
  });
  expect((await loadFiles({ 'api.yaml': text })).operations).toHaveLength(3);
});
