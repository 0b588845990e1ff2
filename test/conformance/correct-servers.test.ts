import { describe, expect, test } from 'vitest';
import { checkConformance } from '../../src/conformance/check-conformance.ts';
import { loadContract } from '../../src/contract/load.ts';
import { startMock } from '../../src/mock/start.ts';
import { providers } from '../servers/faults/catalogue.ts';
import { listen } from '../servers/reference/support/http.ts';

const names = Object.keys(providers) as (keyof typeof providers)[];

describe('a correct server', () => {
  test.for(names)('of %s, written from the facts alone, gets no finding', async (name) => {
    const { create, token } = providers[name];
    const reference = create({ quotas: false });
    await using server = await listen(reference.handle, reference.basePath);
    const report = await checkConformance(await loadContract(name), {
      server: server.url,
      token,
      secondToken: `${token}b`,
      seed: 1,
    });
    expect(report).toMatchObject({ findings: [], leftovers: [], interrupted: false });
    expect(report.coverage.constraints.covered).toBeGreaterThan(10);
  });

  test.for(names)('of %s as the mock serves it gets no finding, destructive cases included', async (name) => {
    const contract = await loadContract(name);
    const keys = contract.behaviour.keys!.list;
    await using mock = await startMock(contract, { rateLimits: 'headers-only' });
    const report = await checkConformance(contract, {
      server: mock.urls[name]!,
      token: providers[name].token,
      secondToken: `${providers[name].token}b`,
      limitedToken: keys.find(({ name: key }) => key === 'reader')?.token,
      revokedToken: keys.find(({ status }) => status === 'revoked')?.token,
      destructive: true,
      seed: 1,
    });
    expect(report).toMatchObject({ findings: [], leftovers: [], interrupted: false });
    const skipped = report.cases.filter(({ verdict }) => verdict === 'skipped').map(({ reason }) => reason);
    expect(skipped.filter((reason) => reason !== 'it cannot be broken alone')).toEqual([]);
  });
});
