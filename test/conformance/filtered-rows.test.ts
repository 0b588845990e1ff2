import { expect, test } from 'vitest';
import { checkConformance } from '../../src/conformance/check-conformance.ts';
import { loadContract } from '../../src/contract/load.ts';
import type { JsonObject } from '../../src/contract/types.ts';
import { listen } from '../servers/reference/support/http.ts';

const row = { type: 'object', required: ['name', 'kind'], properties: { name: { type: 'string' }, kind: {} } };
const list = { type: 'object', required: ['events'], properties: { events: { type: 'array', items: row } } };
const document = (name: string) => ({
  openapi: '3.1.0',
  info: { title: 'Events', version: '1' },
  paths: {
    '/events': {
      get: {
        operationId: 'listEvents',
        parameters: [{ name, in: 'query', schema: { type: 'string', enum: ['deal', 'task', 'all'] } }],
        responses: { 200: { description: 'Events', content: { 'application/json': { schema: list } } } },
      },
    },
  },
});
const events = [
  { name: 'deal.created', kind: 'deal', level: 'deal' },
  { name: 'task.created', kind: 'task', level: 'task' },
];

test.each<[string, string, (asked: string | null) => unknown[], string[]]>([
  ['filters', 'kind', (asked) => events.filter(({ kind }) => asked === null || asked === 'all' || kind === asked), []],
  ['knows no such row', 'kind', (asked) => (asked === 'all' ? events : []), []],
  ['shows what is at least of the level', 'level', () => events, []],
  ['ignores the filter', 'kind', () => events, ['filtered-rows FilterIgnored listEvents']],
])('looks at the rows of a server that %s', async (_, name, find, finds) => {
  await using server = await listen((request) => ({ status: 200, json: { events: find(request.query.get(name)) } }));
  const contract = await loadContract(document(name) as unknown as JsonObject, { name: 'events' });
  const report = await checkConformance(contract, { server: server.url, seed: 1, phases: ['examples', 'schema'] });
  expect(report.findings.map(({ check, code, operation }) => `${check} ${code} ${operation}`)).toEqual(finds);
});
