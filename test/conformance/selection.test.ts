import { expect, test } from 'vitest';
import { checkConformance } from '../../src/conformance/check-conformance.ts';
import type { ConformanceOptions } from '../../src/conformance/options.ts';
import { loadContract } from '../../src/contract/load.ts';
import { createLeapingClock, record } from './support.ts';

const lava = await loadContract('lava');

async function plan(options: Partial<ConformanceOptions>) {
  const { cases } = await checkConformance(lava, { server: 'http://127.0.0.1:9', plan: true, seed: 1, ...options });
  return cases;
}

test('runs the named checks and phases alone', async () => {
  expect(new Set((await plan({ only: ['limit', 'wrong-token'] })).map(({ check }) => check))).toEqual(
    new Set(['limit', 'wrong-token']),
  );
  expect(new Set((await plan({ phases: ['auth', 'examples'] })).map(({ phase }) => phase))).toEqual(
    new Set(['auth', 'examples']),
  );
  const all = await plan({});
  const rest = await plan({ skip: ['limit'] });
  expect(all.filter(({ check }) => check !== 'limit').map(({ id }) => id)).toEqual(rest.map(({ id }) => id));
  expect((await plan({ only: ['schema'] })).length).toBe(all.length);
});

test('suggests the name that was meant', async () => {
  await expect(plan({ only: ['limmit'] })).rejects.toThrow('--only limmit names no check. Did you mean limit?');
  await expect(plan({ skip: ['Schema'] })).rejects.toThrow('--skip Schema names no check. Did you mean schema?');
  await expect(plan({ phases: ['exampels'] })).rejects.toThrow(
    '--phase exampels names no phase. Did you mean examples?',
  );
});

test('sends the same values for a case whichever others run', async () => {
  const bodies = async (options: Partial<ConformanceOptions>) => {
    await using server = await record('lava');
    await checkConformance(lava, { server: server.url, token: server.token, seed: 3, ...options });
    return server.calls.filter(({ method }) => method === 'PATCH').map(({ body }) => body.toString());
  };
  const all = await bodies({ phases: ['negative'] });
  const one = await bodies({ only: ['body-constraints'] });
  expect(one.length).toBeGreaterThan(3);
  expect(all).toEqual(expect.arrayContaining(one));
});

test('spreads its requests evenly when it has a rate', async () => {
  const clock = createLeapingClock();
  await using server = await record('lava', { now: clock.now });
  const { requests } = await checkConformance(lava, {
    server: server.url,
    token: server.token,
    clock,
    rate: 4,
    maxTimeMs: 3_600_000,
    only: ['examples'],
  });
  expect(requests).toBe(server.calls.length);
  expect(clock.waited).toEqual(Array.from({ length: requests - 1 }, () => 250));
});

test('keeps enough of its requests for the clean-up', async () => {
  for (const maxRequests of [5, 17, 40]) {
    await using server = await record('lava');
    const report = await checkConformance(lava, { server: server.url, token: server.token, seed: 1, maxRequests });
    expect(server.calls.length).toBeLessThanOrEqual(maxRequests);
    expect([report.findings, report.leftovers]).toEqual([[], []]);
    expect(report.cases.map(({ reason }) => reason)).toContain('max-requests');
    expect((await server.ask('GET', '/webhooks')).data).toEqual([]);
  }
});

test('sends headers of its user with every request, and hides those that may be secret', async () => {
  await using server = await record('lava', {
    wrap: (handle) => async (request) =>
      request.method === 'POST' ? { status: 418, json: { told: request.headers['x-gateway-key'] } } : handle(request),
  });
  const headers = { 'X-Gateway-Key': 'gate-secret-1', 'User-Agent': 'ours/1.0' };
  const report = await checkConformance(lava, {
    server: server.url,
    token: server.token,
    headers,
    only: ['examples', 'missing-credentials', 'unknown-id'],
  });
  const seen = server.calls.map((call) => [call.headers['x-gateway-key'], call.headers['user-agent']].join(' '));
  expect(new Set(seen)).toEqual(new Set(['gate-secret-1 ours/1.0']));
  expect(report.findings.length).toBeGreaterThan(0);
  expect(JSON.stringify(report)).not.toContain('gate-secret-1');
});
