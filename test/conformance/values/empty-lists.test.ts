import { expect, test } from 'vitest';
import { findEdges } from '../../../src/conformance/values/edges.ts';
import { loadContract } from '../../../src/contract/load.ts';
import { createSchemaCompiler } from '../../../src/contract/schema.ts';
import type { JsonObject } from '../../../src/contract/types.ts';

async function emptied(items: JsonObject, extension: JsonObject = { 'x-resource': {} }): Promise<unknown[]> {
  const contract = await loadContract(
    {
      openapi: '3.1.0',
      info: { title: 'Lists', version: '1' },
      paths: {},
      components: { schemas: { Body: { type: 'object', properties: { events: { type: 'array', ...items } } } } },
    } as JsonObject,
    { name: 'lists' },
  );
  const document = { ...contract.document, ...extension };
  const context = { contract: { document }, compiler: createSchemaCompiler(contract) };
  return findEdges(context, '/components/schemas/Body', { events: ['a'] }).flatMap((edge) =>
    Array.isArray(edge.value) && edge.value.length === 0 ? [[edge.at, edge.isUnsaid]] : [],
  );
}

const texts = { items: { type: 'string' } } as const;

test('empties a list whose least length nobody says', async () => {
  expect(await emptied(texts)).toEqual([['/events', true]]);
});

test.for([
  [{ ...texts, minItems: 1 }, 'has to have an item'],
  [{ ...texts, contains: { const: 'a' } }, 'has to have a certain item'],
] as const)('leaves a list as it is that %s', async ([items]) => {
  expect(await emptied(items as JsonObject)).toEqual([]);
});

test('is sure that a list may be empty where its least length is zero', async () => {
  expect(await emptied({ ...texts, minItems: 0 })).toEqual([['/events', undefined]]);
});

test('empties no list of a document that says nothing of behaviour', async () => {
  expect(await emptied(texts, {})).toEqual([]);
});
