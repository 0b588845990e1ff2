import { expect, test } from 'vitest';
import { checkConformance } from '../../src/conformance/check-conformance.ts';
import { createQuotas } from '../../src/conformance/quotas.ts';
import { loadContract } from '../../src/contract/load.ts';
import { NO_ROWS } from '../../src/conformance/old-rows.ts';
import { createLeapingClock, record } from './support.ts';

const leadlex = await loadContract('leadlex');
const starter = 'wbk_live_smallfirmStarter0000000000000000';

test('stays under a declared quota and skips what does not fit the time', async () => {
  const clock = createLeapingClock();
  await using server = await record('leadlex', { now: clock.now, quotas: true });
  const options = { server: server.url, token: starter, clock, maxTimeMs: 120_000, skip: ['delivery-arrives'] };
  const report = await checkConformance(leadlex, options);
  expect(report.findings).toEqual([]);
  expect(server.calls.filter(({ response }) => response.status === 429)).toEqual([]);
  const reasons = new Set(report.cases.flatMap(({ reason }) => reason ?? []));
  expect(reasons).toEqual(new Set([NO_ROWS, 'quota']));
  const { constraints } = report.coverage;
  expect(constraints.covered).toBeLessThan(constraints.total);
  expect(report.leftovers).toEqual([]);
});

test('finishes under the same quota when it may take its time', async () => {
  const clock = createLeapingClock();
  await using server = await record('leadlex', { now: clock.now, quotas: true });
  const token = 'wbk_live_acmeDefault000000000000000000000';
  const options = { server: server.url, token, clock, maxTimeMs: 3_600_000, skip: ['delivery-arrives'] };
  const report = await checkConformance(leadlex, options);
  const reasons = new Set(report.cases.flatMap(({ reason }) => reason ?? []));
  expect({ findings: report.findings, reasons }).toEqual({ findings: [], reasons: new Set([NO_ROWS]) });
  expect(server.calls.filter(({ response }) => response.status === 429)).toEqual([]);
});

test('waits as long as the server says after an unexpected 429', async () => {
  const clock = createLeapingClock();
  const lava = await loadContract('lava');
  let refusals = 0;
  await using server = await record('lava', {
    wrap: (handle) => (request) => {
      if (request.method === 'PATCH' && refusals++ === 0)
        return { status: 429, headers: { 'Retry-After': '7' }, json: {} };
      return handle(request);
    },
  });
  const report = await checkConformance(lava, { server: server.url, token: server.token, clock });
  expect(report.findings).toEqual([]);
  expect(clock.waited).toEqual([7000]);
});

test('counts by the plan of a listed key, and not at all for an unmetered one', () => {
  const [operation] = leadlex.operations;
  const allowed = (token: string) => {
    const quotas = createQuotas(leadlex, token, () => 0);
    let count = 0;
    while (count < 500 && quotas.waitFor(operation!, 0) === 0) {
      quotas.count(operation!, new Headers());
      count += 1;
    }
    return count;
  };
  const keys = leadlex.behaviour.keys!.list;
  expect(allowed(starter)).toBe(10);
  expect(allowed(keys.find(({ unmetered }) => unmetered)!.token)).toBe(500);
});

test('learns from the headers how much is left', () => {
  const [operation] = leadlex.operations;
  const quotas = createQuotas(leadlex, 'a key that nobody listed', () => 0);
  quotas.count(operation!, new Headers({ 'X-RateLimit-Limit': '1000', 'X-RateLimit-Remaining': '0' }));
  expect(quotas.waitFor(operation!, 0)).toBe(Infinity);
});

test('counts for itself where what is left rises although no window began', () => {
  const [operation] = leadlex.operations;
  const quotas = createQuotas(leadlex, 'a key that nobody listed', () => 0);
  for (const remaining of ['1', '2', '3']) {
    expect(quotas.waitFor(operation!, 0)).toBe(0);
    quotas.count(operation!, new Headers({ 'X-RateLimit-Limit': '1000', 'X-RateLimit-Remaining': remaining }));
  }
  quotas.count(operation!, new Headers({ 'X-RateLimit-Limit': '1000', 'X-RateLimit-Remaining': '0' }));
  expect(quotas.waitFor(operation!, 0)).toBe(0);
});

test('keeps requests for the clean-up of what is there, and of what a write may add', () => {
  const find = (id: string) => leadlex.operations.find((operation) => operation.id === id)!;
  const [list, create] = [find('listWebhooks'), find('createWebhook')];
  const quotas = createQuotas(leadlex, 'a key that nobody listed', () => 0);
  quotas.count(list, new Headers({ 'X-RateLimit-Limit': '1000', 'X-RateLimit-Remaining': '1' }));
  expect([list, create].map((operation) => quotas.waitFor(operation, 1))).toEqual([0, Infinity]);
  expect(quotas.waitFor(list, 2)).toBe(Infinity);
});
