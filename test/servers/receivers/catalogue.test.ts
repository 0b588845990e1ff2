import { describe, expect, test } from 'vitest';
import { receiverFaults } from './faults/catalogue.ts';
import { judgeFault } from './judge.ts';

const slugOf = (id: string): string => id.split('/')[1]!;
const slugs = [...new Set(receiverFaults.map(({ id }) => slugOf(id)))];

/** Each fault once, now with one scheme and now with another; `prove.ts` tries all. */
const chosen = slugs.map((slug, index) => {
  const same = receiverFaults.filter(({ id }) => slugOf(id) === slug);
  return same[index % same.length]!;
});

describe.concurrent('a wrong receiver', () => {
  test.for(chosen)('is found out: $id $name', { timeout: 60_000 }, async (fault, { expect }) => {
    const report = await judgeFault(fault);
    expect(report.findings.map(({ code }) => code)).toEqual(fault.finds);
  });
});

test('knows more than forty faults', () => {
  expect(slugs.length).toBeGreaterThan(40);
});
