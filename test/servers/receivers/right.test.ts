import { describe, test } from 'vitest';
import { judge } from './judge.ts';
import { startReceiver } from './receiver.ts';
import { schemes } from './schemes.ts';
import { variants } from './variants.ts';

const known = Object.values(schemes);
/** Each kind of right receiver and each scheme; `npm run bench:receivers` tries every one with every other. */
const cases = variants.map((variant, index) => ({ scheme: known[index % known.length]!, ...variant }));

describe.concurrent('a right receiver', () => {
  test.for(cases)(
    'of $scheme.contract gets no finding: $name',
    { timeout: 60_000 },
    async ({ scheme, change }, { expect }) => {
      await using receiver = await startReceiver(scheme, change, [scheme.secret, scheme.other]);
      const report = await judge(receiver, { effects: true, other: 'previous' });
      expect(report.findings).toEqual([]);
      expect(report.summary.failed + report.summary.warned).toBe(0);
    },
  );
});
