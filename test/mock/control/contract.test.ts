import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkConformance } from '../../../src/conformance/check-conformance.ts';
import { loadContract } from '../../../src/contract/load.ts';
import { routes } from '../../../src/mock/control/routes.ts';
import { startMock, type Mock } from '../../../src/mock/start.ts';
import { createCall, tokenOf } from '../support/call.ts';
import { createControl, operations } from './support.ts';

let mock: Mock;
beforeAll(async () => {
  mock = await startMock(['lava', 'leadlex'], { seed: 3 });
});
afterAll(() => mock?.close());

test('serves what its contract documents, and nothing else', () => {
  const documented = operations.map(({ id, method, path, parameters }) => ({
    operation: id,
    method: method.toUpperCase(),
    path,
    query: parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
  }));
  const served = routes.map(({ operation, method, path, query = [] }) => ({
    operation,
    method,
    path,
    query: [...query],
  }));
  const byName = (a: { operation: string }, b: { operation: string }) => a.operation.localeCompare(b.operation);
  expect(served.toSorted(byName)).toEqual(documented.toSorted(byName));
});

test('answers every operation as documented', async () => {
  const control = createControl(mock.url);
  const call = createCall(mock, 'lava', tokenOf(mock, 'lava', 'default'));
  await call('POST', '/webhooks', { name: 'n', url: 'http://127.0.0.1:9/hook' });
  await call('POST', '/webhooks', { name: 1 });
  const name = { params: { path: { name: 'one' } } };
  const lava = { params: { path: { contract: 'lava' } } };
  const key = { contract: 'lava', key: 'default' };

  await control.GET('/health');
  await control.GET('/contracts');
  await control.GET('/state');
  await control.GET('/state/{contract}', lava);
  await control.POST('/state/{contract}', {
    ...lava,
    body: { key: 'default', resources: { webhook: [{ name: 's', url: 'http://127.0.0.1:9/seeded' }] }, replace: false },
  });
  await control.POST('/snapshots', { body: { name: 'one' } });
  await control.GET('/snapshots');
  const { data: snapshot } = await control.GET('/snapshots/{name}', {
    params: { path: { name: 'one' }, query: { secrets: 'include' } },
  });
  await control.PUT('/snapshots/{name}', { ...name, body: snapshot! });
  await control.POST('/snapshots/{name}/restore', name);
  await control.DELETE('/snapshots/{name}', name);
  const { data: requests } = await control.GET('/requests', { params: { query: { limit: 5 } } });
  await control.GET('/requests/{id}', { params: { path: { id: requests![0]!.id } } });
  await control.GET('/exports/har');
  await control.GET('/exports/curl', { parseAs: 'text' });
  await control.POST('/trigger', { body: { contract: 'lava', event: 'customer.created', key: 'default' } });
  await control.GET('/deliveries', { params: { query: { limit: 1 } } });
  await control.DELETE('/deliveries', { params: { query: key } });
  const { data: fault } = await control.POST('/faults', { body: { status: 503, latency: { p50: 1 }, rate: 0.5 } });
  await control.GET('/faults');
  await control.DELETE('/faults/{id}', { params: { path: { id: fault!.id } } });
  await control.DELETE('/faults');
  await control.GET('/time');
  await control.PUT('/time', { body: { time: '2030-01-01T00:00:00Z', frozen: true } });
  await control.POST('/time/advance', { body: { by: 'PT5M' } });
  await control.DELETE('/time');
  await control.GET('/rate-limits');
  await control.PUT('/rate-limits', { body: { mode: 'exact' } });
  await control.PUT('/rate-limits/windows', { body: { contract: 'leadlex', key: 'starter', exhausted: true } });
  await control.DELETE('/rate-limits/windows', { params: { query: key } });
  await control.DELETE('/requests');
  await control.POST('/reset', { body: key });

  const succeeded = control.answered.filter((line) => / 2\d\d$/.test(line)).map((line) => line.split(' ')[0]);
  expect([...new Set(succeeded)].toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
  expect(control.answered.filter((line) => !/ 2\d\d$/.test(line))).toEqual([]);
});

test.each([
  [{ status: 'ok', contracts: [], more: 1 }, 200, 'getHealth 200 is undocumented: /more is not a known property'],
  [{ status: 'ok' }, 200, 'getHealth 200 is undocumented: /contracts is missing'],
  [{}, 202, 'getHealth 202 is undocumented: is not documented'],
])('notices that the answer %j with %i is not documented', async (body, status, message) => {
  const server = createServer((_, response) =>
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body)),
  );
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await expect(createControl(`http://127.0.0.1:${port}`).GET('/health')).rejects.toThrow(message);
  server.closeAllConnections();
  await new Promise((done) => void server.close(done));
});

test('passes its own conformance check', async () => {
  const report = await checkConformance(await loadContract('control'), { server: `${mock.url}/_hookspec`, seed: 1 });
  expect(report.findings.map(({ code, operation, message }) => `${code} ${operation}: ${message}`)).toEqual([]);
  expect(report.summary.failed).toBe(0);
});
