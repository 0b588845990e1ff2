import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { createMockHandler } from '../../src/mock/handler.ts';

const problem = { description: 'No', content: { 'application/json': { example: { error: 'no' } } } };
const json = { 'application/json': { schema: { type: 'object' } } };
const document = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  security: [{ key: [] }],
  paths: {
    '/orders': {
      post: {
        requestBody: { required: true, content: json },
        responses: { 201: { description: 'Made' }, 401: problem, 415: problem },
      },
    },
  },
  components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
};

test.each([
  [{ 'Content-Type': 'application/json' }, 401, 'The Authorization header is missing'],
  [
    { 'Content-Type': 'text/plain', Authorization: 'Bearer any' },
    415,
    'The body is text/plain; this operation takes application/json',
  ],
])('says in sl-violations why it refuses %j with the documented answer', async (headers, status, message) => {
  await using mock = createMockHandler(await loadContract(document, { name: 'shop' }));
  const answer = await mock('http://mock.test/shop/orders', { method: 'POST', headers, body: '{}' });
  expect([answer.status, await answer.json()]).toEqual([status, { error: 'no' }]);
  expect(JSON.parse(answer.headers.get('sl-violations')!)).toEqual([
    { location: ['request'], severity: 'Error', code: status, message },
  ]);
});
