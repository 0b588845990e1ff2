import { expect, test } from 'vitest';
import { checkConformance } from '../../src/conformance/check-conformance.ts';
import type { ConformanceOptions } from '../../src/conformance/options.ts';
import { loadContract } from '../../src/contract/load.ts';
import type { CheckReport } from '../../src/report/check-report.ts';
import { providers } from '../servers/faults/catalogue.ts';
import type { Handle } from '../servers/reference/support/http.ts';
import { createLeapingClock, record } from './support.ts';

const names = Object.keys(providers) as (keyof typeof providers)[];

/** Wrong in several ways, so that there is something to report: no error has its code, every success one member more. */
const wrong =
  (handle: Handle): Handle =>
  async (request) => {
    const response = await handle(request);
    const { status, json } = response;
    if (json === null || typeof json !== 'object') return response;
    return status >= 400
      ? { ...response, json: {} }
      : { ...response, json: { ...json, unexpected: true }, status: 203 };
  };

/** A report without times, the port of the server, and the ids and secrets that it makes up. */
function toComparable({ server, ...report }: CheckReport): unknown {
  const text = JSON.stringify(report, (key, value: unknown) =>
    ['durationMs', 'startedAt', 'response', 'request', 'reproduce', 'state'].includes(key) ? undefined : value,
  );
  return JSON.parse(text.replaceAll(server, 'URL').replaceAll(new URL(server).origin, 'ORIGIN'));
}

async function check(name: keyof typeof providers, options: Partial<ConformanceOptions>): Promise<unknown> {
  const clock = createLeapingClock();
  await using server = await record(name, { now: clock.now, wrap: wrong });
  const { url, token } = server;
  const own = { server: url, token, secondToken: `${token}b`, seed: 7, clock, maxTimeMs: 3_600_000 };
  return toComparable(await checkConformance(await loadContract(name), { ...own, ...options }));
}

test.for(names)('gives the same report of %s for the same seed', async (name) => {
  const first = await check(name, {});
  expect((first as CheckReport).findings.length).toBeGreaterThan(2);
  expect(await check(name, {})).toEqual(first);
});

test('gives the same report with any number of workers', async () => {
  const options = { phases: ['examples', 'auth', 'negative'] };
  const first = await check('lava', options);
  expect(await check('lava', { ...options, workers: 4 })).toEqual(first);
});
