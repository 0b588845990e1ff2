import { expect, test } from 'vitest';
import { inferPage } from '../../../src/conformance/inference/infer-page.ts';
import { loadContract } from '../../../src/contract/load.ts';

async function pageOf(parameter: string, told: readonly string[]) {
  const meta = { type: 'object', properties: Object.fromEntries(told.map((name) => [name, {}])) };
  const schema = { type: 'object', properties: { data: { type: 'array', items: { type: 'object' } }, meta } };
  const contract = await loadContract({
    openapi: '3.1.0',
    info: { title: 'Hooks', version: '1' },
    paths: {
      '/hooks': {
        get: {
          operationId: 'listHooks',
          parameters: [
            { name: 'limit', in: 'query', schema: { type: 'integer' } },
            { name: parameter, in: 'query', schema: { type: 'string' } },
          ],
          responses: { '200': { description: 'Hooks.', content: { 'application/json': { schema } } } },
        },
      },
    },
  });
  return inferPage(contract, contract.operations[0]!);
}

test('takes a parameter such as after for a cursor where answers name the next one', async () => {
  for (const name of ['after', 'starting_after', 'pageToken', 'nextToken']) {
    expect(await pageOf(name, ['hasMore', 'nextCursor'])).toEqual({
      page: { style: 'cursor', size: '$request.query.limit', from: `$request.query.${name}` },
      fill: { '/meta/hasMore': '$page.hasMore', '/meta/nextCursor': '$page.nextCursor' },
    });
  }
});

test('leaves it alone where none is named: it may be a time', async () => {
  expect(await pageOf('after', ['hasMore'])).toEqual({
    page: { style: 'cursor', size: '$request.query.limit' },
    fill: { '/meta/hasMore': '$page.hasMore' },
  });
});
