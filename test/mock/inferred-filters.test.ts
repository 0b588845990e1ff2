import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import type { JsonObject } from '../../src/contract/types.ts';
import { createMockHandler } from '../../src/mock/handler.ts';
import { animals } from '../contract/infer/fixtures.ts';

const query = (name: string, schema: object) => ({ name, in: 'query', schema });
const FILTERS = [
  query('legs', { type: 'integer' }),
  query('name', { type: 'array', items: { type: 'string' } }),
  query('status', { type: 'string', default: 'old' }),
  query('colour', { type: 'string' }),
];

function toFiltered(document: JsonObject): JsonObject {
  const copy = structuredClone(document) as any;
  copy.paths['/animals'].get.parameters.push(...FILTERS);
  return copy as JsonObject;
}

async function serve(document: JsonObject, infer = true) {
  const mock = createMockHandler(await loadContract(document, { name: 'zoo', infer }), { seed: 1 });
  const url = 'http://mock.test/zoo/animals';
  for (const [name, legs] of [
    ['Ant', 6],
    ['Bee', 6],
    ['Cat', 4],
  ]) {
    const body = JSON.stringify({ name, legs });
    await mock(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  }
  return async (search: string, page = 'limit=9&offset=0') => {
    const answer = await mock(`${url}?${page}${search}`);
    return ((await answer.json()) as { name: string }[]).map(({ name }) => name);
  };
}

test.each([
  ['', ['Ant', 'Bee', 'Cat']],
  ['&legs=6', ['Ant', 'Bee']],
  ['&legs=8', []],
  ['&name=Cat&name=Ant', ['Ant', 'Cat']],
  ['&legs=4&name=Ant', []],
  // The one has a default, the other is no property.
  ['&status=old', ['Ant', 'Bee', 'Cat']],
  ['&colour=red', ['Ant', 'Bee', 'Cat']],
])('lists for "%s" what was inferred to be asked for', async (search, names) => {
  expect(await (await serve(toFiltered(animals)))(search)).toEqual(names);
});

test('cuts pages from what the filter keeps', async () => {
  const list = await serve(toFiltered(animals));
  expect(await list('&legs=6', 'limit=1&offset=1')).toEqual(['Bee']);
  expect(await list('&legs=4', 'limit=1&offset=0')).toEqual(['Cat']);
});

test('leaves lists alone that a contract declares', async () => {
  const declared = {
    animal: {
      schema: '#/components/schemas/Animal',
      path: '/animals',
      id: { property: '/id', generate: '{sequence}' },
    },
  };
  const set = { create: { '/status': 'new', '/created_at': '$now' } };
  const document = { ...toFiltered(animals), 'x-resource': { animal: { ...declared.animal, set } } } as JsonObject;
  expect(await (await serve(document, false))('&legs=4')).toEqual(['Ant', 'Bee', 'Cat']);
});
