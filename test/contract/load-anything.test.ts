import { array, assert, asyncProperty } from 'fast-check';
import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { HookspecError } from '../../src/errors.ts';
import { change, damage } from './support/damage.ts';

test('loads a damaged document or says what is wrong with it, and does nothing else', async () => {
  await assert(
    asyncProperty(array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      const error: unknown = await loadContract(damage(changes)).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (error === undefined) return;
      expect(error).toBeInstanceOf(HookspecError);
      expect((error as HookspecError).details.length).toBeGreaterThan(0);
    }),
    { seed: 7, numRuns: 300 },
  );
});
