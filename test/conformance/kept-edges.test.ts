import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { checkConformance } from '../../src/conformance/check-conformance.ts';
import { loadContract } from '../../src/contract/load.ts';
import type { JsonObject } from '../../src/contract/types.ts';
import { asObject } from '../../src/contract/value.ts';

const own = { type: 'string', readOnly: true };
const properties = {
  name: { type: 'string', maxLength: 100 },
  note: { type: ['string', 'null'], maxLength: 50 },
  state: { type: 'string', enum: ['active', 'paused'] },
  tries: { type: 'integer', minimum: 0, maximum: 10 },
};
const json = (schema: JsonObject) => ({ content: { 'application/json': { schema } } });
const closed = { type: 'object', properties, additionalProperties: false };
const shown = json({ type: 'object', properties: { id: own, ...properties }, required: ['id'] });
const notFound = { 404: { description: 'None' } };
const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }];
const contract = await loadContract({
  openapi: '3.1.0',
  info: { title: 'Jobs', version: '1' },
  paths: {
    '/jobs': {
      post: {
        operationId: 'createJob',
        requestBody: { required: true, ...json({ ...closed, required: ['name'] }) },
        responses: { 201: { description: 'Made', ...shown }, 400: { description: 'Wrong' } },
      },
    },
    '/jobs/{id}': {
      parameters,
      get: { operationId: 'getJob', responses: { 200: { description: 'One', ...shown }, ...notFound } },
      patch: {
        operationId: 'updateJob',
        requestBody: { required: true, ...json({ ...closed, minProperties: 1 }) },
        responses: { 200: { description: 'Changed', ...shown }, 400: { description: 'Wrong' }, ...notFound },
      },
      delete: { operationId: 'deleteJob', responses: { 204: { description: 'Gone' }, ...notFound } },
    },
  },
});

/** What a server makes of a body before it keeps it. */
type Write = (body: Record<string, unknown>, method: string) => Record<string, unknown>;

/** The findings about values of a server that takes every body. */
async function judge(write: Write): Promise<string[]> {
  const jobs = new Map<string, object>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const method = request.method ?? '';
    const id = request.url!.split('/')[2] ?? `job${jobs.size + 1}`;
    const answer = (status: number, body?: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(body && JSON.stringify(body));
    if (method !== 'POST' && !jobs.has(id)) return answer(404);
    if (method === 'DELETE') {
      jobs.set(`${id} gone`, {});
      jobs.delete(id);
      return answer(204);
    }
    if (method !== 'GET') {
      let body: unknown;
      try {
        body = JSON.parse(Buffer.concat(chunks).toString());
      } catch {
        return answer(400);
      }
      const fresh = method === 'POST' ? { id, note: null, state: 'active', tries: 3 } : {};
      jobs.set(id, { ...fresh, ...jobs.get(id), ...write({ ...asObject(body) } as Record<string, unknown>, method) });
    }
    return answer(method === 'POST' ? 201 : 200, jobs.get(id));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { findings } = await checkConformance(contract, {
    server: `http://127.0.0.1:${port}`,
    only: ['body-boundaries', 'read-after-write', 'echo'],
    seed: 7,
  });
  server.close();
  return findings
    .filter(({ code }) => code === 'ValueNotKept')
    .map(({ operation, responsePointer }) => `${operation} ${responsePointer}`);
}

test('names a create that takes zero for nothing', async () => {
  expect(await judge((body, method) => (method === 'POST' ? { ...body, tries: body['tries'] || 3 } : body))).toEqual([
    'createJob /tries',
  ]);
});

test('names a create that ignores every listed value but the first', async () => {
  expect(await judge((body, method) => (method === 'POST' ? { ...body, state: 'active' } : body))).toEqual([
    'createJob /state',
  ]);
});

test('names an update that ignores null', async () => {
  const write: Write = ({ note, ...body }, method) => (method === 'PATCH' && note === null ? body : { ...body, note });
  expect(await judge(write)).toEqual(['updateJob /note']);
});

test('accuses nobody who keeps them', async () => {
  expect(await judge((body) => body)).toEqual([]);
});
