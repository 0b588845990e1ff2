import { describe, expect, test } from 'vitest';
import { faults } from '../servers/faults/catalogue.ts';
import { isExpected } from '../servers/faults/verdict.ts';
import { run } from './run.ts';
import { sliceOf } from './slice.ts';

describe('a wrong server', () => {
  test.for(sliceOf(faults.filter(({ isMissed }) => !isMissed)))(
    '$id, which $name, gets exactly the findings of its fault',
    async (fault) => {
      const { findings } = await run(fault.provider, { wrap: fault.wrap, quotas: fault.quotas ?? false });
      const other = findings.filter((finding) => !fault.finds.some((find) => isExpected(find, finding)));
      expect({
        unexpected: other.map(({ code, operation, message }) => `${code} ${operation}: ${message}`),
        missing: fault.finds.filter((find) => !findings.some((finding) => isExpected(find, finding))),
      }).toEqual({ unexpected: [], missing: [] });
    },
  );
});
