import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { reviewSchemas } from '../../src/review/schemas.ts';

const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  paths: {
    '/orders': {
      post: {
        requestBody: {
          content: {
            'application/json': {
              schema: { type: 'object', properties: { id: { type: 'string', format: 'order-id' } } },
            },
          },
        },
        responses: { '204': { description: 'Taken.' } },
      },
    },
  },
};

const SCHEMA = '/paths/~1orders/post/requestBody/content/application~1json/schema';

test('warns of what checks nothing in a stranger’s document, and calls it an error in a registered contract', async () => {
  const contract = await loadContract(DOCUMENT);
  const stranger = reviewSchemas(contract, false, ({ line }) => `at ${line}`);
  expect(stranger.map(({ code, severity, contractPointer }) => [code, severity, contractPointer])).toEqual([
    ['SchemaNotChecked', 'warning', `${SCHEMA}/properties/id/format`],
  ]);
  const registered = reviewSchemas(contract, true, () => '');
  expect(registered.map(({ severity }) => severity)).toEqual(['error']);
});
