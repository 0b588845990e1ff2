import { describe, expect, test } from 'vitest';
import { checkConformance } from '../../src/conformance/check-conformance.ts';
import { loadContract } from '../../src/contract/load.ts';
import { listen } from '../servers/reference/support/http.ts';
import { catalogue, providers } from '../servers/faults/catalogue.ts';

const found = async (provider: keyof typeof providers, fault: (typeof catalogue)[keyof typeof catalogue][number]) => {
  const { create, token } = providers[provider];
  const reference = create({ quotas: false });
  await using server = await listen(fault.wrap(reference.handle), reference.basePath);
  const contract = await loadContract(provider);
  const report = await checkConformance(contract, { server: server.url, token, seed: 1, ...fault.options });
  return report.findings.map(({ severity, code, operation }) => `${severity} ${code} ${operation}`);
};

for (const provider of Object.keys(catalogue) as (keyof typeof catalogue)[]) {
  describe(`a wrong ${provider}`, () => {
    test.for(catalogue[provider])('names the fault of a server that $name', async (fault) => {
      expect((await found(provider, fault)).toSorted()).toEqual(fault.finds.toSorted());
    });
  });
}
