import { describe, expect, test } from 'vitest';
import { checkConformance } from '../../src/conformance/check-conformance.ts';
import { loadContract } from '../../src/contract/load.ts';
import { startMock } from '../../src/mock/start.ts';
import { providers } from '../servers/faults/catalogue.ts';
import { createLeapingClock, record } from './support.ts';

const names = Object.keys(providers) as (keyof typeof providers)[];

describe('a correct server', () => {
  test.for(names)('of %s, written from the facts alone, gets no finding', async (name) => {
    const clock = createLeapingClock();
    await using server = await record(name, { now: clock.now, quotas: true });
    const { url, token } = server;
    const contract = await loadContract(name);
    const options = { server: url, token, secondToken: `${token}b`, seed: 1, clock, maxTimeMs: 3_600_000 };
    const report = await checkConformance(contract, options);
    expect(report).toMatchObject({ findings: [], leftovers: [], interrupted: false });
    expect(report.coverage.constraints.covered).toBeGreaterThan(10);
  });

  test.for(names)('of %s as the mock serves it gets no finding, destructive cases included', async (name) => {
    const contract = await loadContract(name);
    const keys = contract.behaviour.keys!.list;
    const clock = createLeapingClock();
    await using mock = await startMock(contract, { now: clock.now });
    const report = await checkConformance(contract, {
      server: mock.urls[name]!,
      token: providers[name].token,
      secondToken: `${providers[name].token}b`,
      limitedToken: keys.find(({ name: key }) => key === 'reader')?.token,
      revokedToken: keys.find(({ status }) => status === 'revoked')?.token,
      destructive: true,
      clock,
      maxTimeMs: 3_600_000,
      seed: 1,
    });
    expect(report).toMatchObject({ findings: [], leftovers: [], interrupted: false });
    // Deliveries are judged where they are received: test/conformance/delivery.
    const judged = report.cases.filter(({ phase }) => phase !== 'delivery');
    const skipped = judged.filter(({ verdict }) => verdict === 'skipped').map(({ reason }) => reason);
    const right = ['it cannot be broken alone', 'no rows were there before the run, and it can make none'];
    expect(skipped.filter((reason) => !right.includes(reason!))).toEqual([]);
  });
});
