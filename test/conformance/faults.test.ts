import { describe, expect, test } from 'vitest';
import { checkConformance } from '../../src/conformance/check-conformance.ts';
import { loadContract } from '../../src/contract/load.ts';
import type { Fault } from '../servers/faults/fault.ts';
import { catalogue } from '../servers/faults/catalogue.ts';
import { createLeapingClock, record } from './support.ts';

const contracts = {
  lava: await loadContract('lava'),
  encrata: await loadContract('encrata'),
  agentmessage: await loadContract('agentmessage'),
  leadlex: await loadContract('leadlex'),
};

async function find(provider: keyof typeof catalogue, { wrap, options }: Fault): Promise<string[]> {
  const clock = createLeapingClock();
  await using server = await record(provider, { wrap, now: clock.now });
  const { url, token } = server;
  const report = await checkConformance(contracts[provider], {
    server: url,
    token,
    seed: 1,
    clock,
    maxTimeMs: 3_600_000,
    ...options,
  });
  return report.findings.map(({ severity, code, operation }) => `${severity} ${code} ${operation}`).toSorted();
}

for (const provider of Object.keys(catalogue) as (keyof typeof catalogue)[]) {
  describe(`a wrong ${provider}`, () => {
    test.for(catalogue[provider])('names the fault of a server that $name', async (fault) => {
      expect(await find(provider, fault)).toEqual(fault.finds.toSorted());
    });
  });
}
