import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import type { JsonObject } from '../../src/contract/types.ts';
import { createAttemptLog } from '../../src/delivery/log.ts';
import { mountContract } from '../../src/mock/mount.ts';

const answer = { '200': { description: 'Done.', content: { 'application/json': { example: { ok: true } } } } };
const takes = (schema: object) => ({ requestBody: { content: { 'application/json': { schema } } }, responses: answer });
const document = {
  openapi: '3.1.0',
  info: { title: 'Faulty', version: '1' },
  paths: {
    '/bad': { post: takes({ type: 'nope' }) },
    '/worse': { post: takes({ $ref: '#/components/schemas/Bad' }), put: takes({ $ref: '#/components/schemas/Bad' }) },
    '/good': { post: takes({ type: 'object' }) },
  },
  components: { schemas: { Bad: { properties: { a: { pattern: 3 } } } } },
} as unknown as JsonObject;

test('refuses operations whose schemas cannot be used one by one, and serves the others', async () => {
  const contract = await loadContract(document, { lenient: true });
  const { handle } = mountContract(contract, createAttemptLog());
  const send = async (method: string, path: string) => {
    const headers = { 'content-type': 'application/json' };
    const { status, body } = await handle({ method, path, query: '', headers, body: new TextEncoder().encode('{}') });
    return [status, (JSON.parse(String(body)) as { detail?: string }).detail];
  };
  expect(await send('POST', '/good')).toEqual([200, undefined]);
  expect(await send('POST', '/bad')).toEqual([501, expect.stringContaining('~1bad/post/requestBody')]);
  expect(await send('POST', '/worse')).toEqual([501, expect.stringContaining('#/components/schemas/Bad')]);
  expect(await send('PUT', '/worse')).toEqual([501, expect.stringContaining('#/components/schemas/Bad')]);
});

test('does not serve a contract with such a schema that was to have none', async () => {
  const contract = { ...(await loadContract(document, { lenient: true })), lenient: false };
  expect(() => mountContract(contract, createAttemptLog())).toThrow('cannot be used');
});
