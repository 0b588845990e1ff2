import { describe, expect, test } from 'vitest';
import { checkConformance } from '../../src/conformance/check-conformance.ts';
import { loadContract } from '../../src/contract/load.ts';
import type { JsonObject } from '../../src/contract/types.ts';
import { isExpected } from '../servers/faults/verdict.ts';
import { oldRowFaults, withOldRows } from '../servers/faults/views-old.ts';
import { viewFaults } from '../servers/faults/views.ts';
import type { Handle, ReferenceRequest } from '../servers/reference/support/http.ts';
import { listen } from '../servers/reference/support/http.ts';
import { run } from './run.ts';
import { createLeapingClock, record } from './support.ts';

const own = ['recorded-tests', 'view-rows', 'view-pages', 'view-filters', 'view-buckets', 'view-ranges', 'deleted-log'];
const answers = [
  'page-counts',
  'quoted-request',
  'filtered-rows',
  'refused',
  'accepted',
  'schema',
  'examples',
  'parameter-boundaries',
];

describe('a computed list', () => {
  test.for([...viewFaults, ...oldRowFaults])(
    'of a server that $name is named ($id)',
    async ({ provider, wrap, finds }) => {
      const { findings } = await run(provider, { wrap }, { only: [...own, ...answers] });
      expect(findings.filter((finding) => !finds.some((find) => isExpected(find, finding)))).toEqual([]);
      expect(finds.every((find) => findings.some((finding) => isExpected(find, finding)))).toBe(true);
    },
  );

  test.for(['agentmessage', 'encrata', 'leadlex'] as const)('of a right server (%s) is right', async (provider) => {
    const wrap = provider === 'leadlex' ? withOldRows() : undefined;
    const { findings, cases } = await run(provider, { ...(wrap && { wrap }) }, { only: [...own, ...answers] });
    expect(findings).toEqual([]);
    expect(cases.filter(({ check, verdict }) => own.includes(check ?? '') && verdict !== 'passed')).toEqual([]);
  });

  test('that nothing fills and that was empty before is not judged', async () => {
    const { cases } = await run('leadlex', {}, { only: own });
    expect(cases.map(({ check, verdict, reason }) => `${check} ${verdict} ${reason}`)).toEqual([
      'view-pages skipped no rows were there before the run, and it can make none',
      'view-filters skipped no rows were there before the run, and it can make none',
    ]);
  });

  test.for([
    [false, []],
    [true, ['ListOrderWrong listWebhookDeliveries']],
  ] as const)('that nothing fills has the order of what was there before (reversed: %s)', async ([isWrong, found]) => {
    const contract = await loadContract('encrata');
    const { ['/api/webhooks/test']: _, ...paths } = contract.document['paths'] as JsonObject;
    const clock = createLeapingClock();
    await using server = await record('encrata', {
      now: clock.now,
      wrap: (handle) => async (request) => {
        const response = await handle(request);
        const isLog = isWrong && request.path.endsWith('/deliveries') && Array.isArray(response.json);
        return isLog ? { ...response, json: (response.json as unknown[]).toReversed() } : response;
      },
    });
    const { id } = await server.ask('POST', '/api/webhooks', { url: 'https://example.com', events: ['credits.low'] });
    for (let sent = 0; sent < 2; sent++) {
      await server.ask('POST', '/api/webhooks/test', { id });
      await clock.sleep(5000, new AbortController().signal);
    }
    const options = { server: server.url, token: server.token, only: ['view-rows'], clock, maxTimeMs: 3_600_000 };
    const untestable = await loadContract({ ...contract.document, paths } as JsonObject, { name: 'encrata' });
    const { findings } = await checkConformance(untestable, options);
    expect(findings.map(({ code, operation }) => `${code} ${operation}`)).toEqual(found);
  });

  test('of what was there before the run is only read', async () => {
    const calls: string[] = [];
    const wrap = (handle: Handle): Handle => {
      const right = withOldRows()(handle);
      return (request) => {
        calls.push(`${request.method} ${request.path.split('/').at(-1)}?${request.query.toString()}`);
        return right(request);
      };
    };
    await run('leadlex', { wrap }, { only: ['view-pages', 'view-filters'] });
    expect(calls).toEqual([
      'GET webhooks?',
      'GET webhooks?',
      'GET logs?per_page=100',
      'GET logs?per_page=3',
      'GET logs?per_page=3&page=2',
      'GET logs?per_page=100&status=success',
    ]);
  });
});

/** A list that no operation fills, of which only the names of its parameters are known. */
const plain = {
  openapi: '3.1.0',
  info: { title: 'Calls', version: '1' },
  paths: {
    '/calls': {
      get: {
        operationId: 'listCalls',
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 50, default: 20 } },
          { name: 'cursor', in: 'query', schema: { type: 'string' } },
        ],
        responses: {
          200: {
            description: 'Calls',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['items', 'next_cursor'],
                  properties: {
                    items: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } } } },
                    next_cursor: { type: ['string', 'null'] },
                    limit: { type: 'integer' },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};

/** Five calls, page after page. */
function page({ query }: ReferenceRequest, { skip = 0, least = 0, isLast = (end: number) => end >= 5 } = {}) {
  const limit = Math.max(least, Number(query.get('limit') ?? 20));
  const start = Number(query.get('cursor') ?? 0);
  const items = ['a', 'b', 'c', 'd', 'e'].slice(start, start + limit).map((id) => ({ id }));
  const end = start + items.length;
  return { items, next_cursor: isLast(end) ? null : String(end + skip) };
}

test.each<[string, (request: ReferenceRequest) => unknown, string[]]>([
  ['is right', (request) => page(request), []],
  ['leaves one out', (request) => page(request, { skip: 1 }), ['warning PageWrong view-pages']],
  ['shows one twice', (request) => page(request, { skip: -1 }), ['warning PageWrong view-pages']],
  ['never goes on', (request) => page(request, { isLast: () => true }), ['warning PageWrong view-pages']],
  ['says another size', (request) => ({ ...page(request), limit: 20 }), ['warning PageWrong page-counts']],
  ['shows more than asked', (request) => page(request, { least: 3 }), ['warning PageWrong page-counts']],
])('warns of a plain list that %s', async (_, answer, finds) => {
  await using server = await listen((request) => ({ status: 200, json: answer(request) as JsonObject }));
  const contract = await loadContract(plain as unknown as JsonObject, { name: 'calls' });
  const report = await checkConformance(contract, {
    server: server.url,
    seed: 1,
    only: ['examples', 'parameter-boundaries', 'view-pages', 'page-counts', 'schema'],
  });
  expect(report.findings.map(({ severity, code, check }) => `${severity} ${code} ${check}`)).toEqual(finds);
});
