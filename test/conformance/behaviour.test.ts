import { expect, test } from 'vitest';
import { checkConformance } from '../../src/conformance/check-conformance.ts';
import { loadContract } from '../../src/contract/load.ts';
import type { JsonObject } from '../../src/contract/types.ts';
import type { Handle, ReferenceRequest } from '../servers/reference/support/http.ts';
import { listen } from '../servers/reference/support/http.ts';
import { createLeapingClock, record } from './support.ts';

const lava = await loadContract('lava');

async function judge(wrap?: (handle: Handle) => Handle): Promise<string[]> {
  const clock = createLeapingClock();
  await using server = await record('lava', { now: clock.now, ...(wrap && { wrap }) });
  const { url, token } = server;
  const options = {
    server: url,
    token,
    seed: 1,
    clock,
    maxTimeMs: 3_600_000,
    phases: ['examples', 'behaviour'] as const,
  };
  const report = await checkConformance(lava, { ...options });
  return report.findings.map(({ check, code, operation }) => `${check} ${code} ${operation}`);
}

const isItem = ({ path }: ReferenceRequest): boolean => /\/webhooks\/[^/]+$/.test(path);

test('accuses a correct server of nothing', async () => {
  expect(await judge()).toEqual([]);
});

test.each<[string, (handle: Handle) => Handle, string[]]>([
  [
    'lists in another order each time',
    (handle) => {
      let count = 0;
      return async (request) => {
        const response = await handle(request);
        const { data } = (response.json ?? {}) as { data?: unknown[] };
        if (data && !request.query.has('cursor') && count++ % 2 === 1) data.reverse();
        return response;
      };
    },
    ['list-order ListOrderWrong listWebhooks'],
  ],
  [
    'shows another time of creation with each read',
    (handle) => {
      let count = 0;
      return async (request) => {
        const response = await handle(request);
        if (request.method === 'GET' && isItem(request) && response.status === 200)
          (response.json as { created_at: string }).created_at = `2026-01-01T00:0${count++ % 9}:00Z`;
        return response;
      };
    },
    ['safe-read ResourceChanged getWebhook'],
  ],
  [
    'updates every webhook with each update',
    (handle) => {
      const paths = new Set<string>();
      return async (request) => {
        const response = await handle(request);
        if (request.method === 'POST' && response.status === 201)
          paths.add(`${request.path}/${(response.json as { webhook_id: string }).webhook_id}`);
        if (request.method === 'PATCH' && response.status === 200)
          for (const path of paths) await handle({ ...request, path });
        return response;
      };
    },
    ['bystander ResourceChanged updateWebhook'],
  ],
])('names a server that %s', async (_, wrap, finds) => {
  expect(await judge(wrap)).toEqual(finds);
});

const hook = {
  type: 'object',
  required: ['id', 'url', 'active'],
  properties: { id: { type: 'string' }, url: { type: 'string', format: 'uri' }, active: { type: 'boolean' } },
};
const json = (schema: unknown) => ({ 'application/json': { schema } });
const bare = {
  openapi: '3.1.0',
  info: { title: 'Hooks', version: '1' },
  paths: {
    '/hooks': {
      get: {
        operationId: 'listHooks',
        parameters: [{ name: 'active', in: 'query', schema: { type: 'boolean' } }],
        responses: { 200: { description: 'All', content: json({ type: 'array', items: hook }) } },
      },
      post: {
        operationId: 'createHook',
        requestBody: {
          required: true,
          content: json({
            ...hook,
            required: ['url', 'active'],
            properties: { url: hook.properties.url, active: hook.properties.active },
          }),
        },
        responses: { 201: { description: 'Made', content: json(hook) } },
      },
    },
    '/hooks/{id}': {
      delete: {
        operationId: 'deleteHook',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 204: { description: 'Gone' } },
      },
    },
  },
};

test.each([
  [true, []],
  [false, ['filters FilterIgnored listHooks']],
] as const)('names a filter that has no effect, and no other (works: %s)', async (works, finds) => {
  const hooks = new Map<string, { id: string; url: string; active: boolean }>();
  let next = 1;
  await using server = await listen((request) => {
    if (request.method === 'GET') {
      const asked = works ? request.query.get('active') : null;
      return {
        status: 200,
        json: [...hooks.values()].filter(({ active }) => asked === null || String(active) === asked),
      };
    }
    if (request.method === 'DELETE') return { status: hooks.delete(request.path.split('/').at(-1)!) ? 204 : 404 };
    const made = { ...(JSON.parse(request.body.toString()) as { url: string; active: boolean }), id: `hook-${next++}` };
    hooks.set(made.id, made);
    return { status: 201, json: made };
  });
  const contract = await loadContract(bare as unknown as JsonObject, { name: 'hooks' });
  const report = await checkConformance(contract, { server: server.url, seed: 1, phases: ['examples', 'behaviour'] });
  expect(report.findings.map(({ check, code, operation }) => `${check} ${code} ${operation}`)).toEqual(finds);
});
