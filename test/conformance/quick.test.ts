import { expect, test } from 'vitest';
import type { Case } from '../../src/conformance/case.ts';
import { chooseQuick } from '../../src/conformance/quick.ts';
import { providers } from '../servers/faults/catalogue.ts';
import { loadOnce, run } from './run.ts';

const names = Object.keys(providers) as (keyof typeof providers)[];

test.for(names)('sends at most 60 requests to a correct %s, with and without extensions', async (name) => {
  for (const isBare of [false, true]) {
    const report = await run(name, {}, { profile: 'quick', isBare });
    expect(report).toMatchObject({ findings: [], leftovers: [] });
    expect(report.requests).toBeLessThanOrEqual(60);
    expect(report.summary.passed).toBeGreaterThan(20);
  }
});

test('takes what a case says of itself before its place in the table', async () => {
  const contract = await loadOnce('lava');
  const entry = (id: string, check: string, more: Partial<Case> = {}): Case => ({
    id,
    check,
    phase: 'negative',
    title: id,
    run: async () => {},
    ...more,
  });
  const cases = [
    entry('negative a body /x type', 'body-constraints'),
    entry('negative a body /x format', 'body-constraints', { quick: false }),
    entry('negative a body /y type', 'body-constraints', { skip: 'it cannot be broken alone' }),
    entry('fuzz a', 'of-its-own', { quick: true }),
    entry('fuzz b', 'of-its-own'),
  ];
  expect(chooseQuick(cases, contract).map(({ id }) => id)).toEqual(['negative a body /x type', 'fuzz a']);
});

test('breaks each place once before it breaks one a second time', async () => {
  const contract = await loadOnce('lava');
  const cases = Array.from({ length: 80 }, (_, index): Case => {
    const id = `negative a body /p${Math.floor(index / 8)} keyword${index % 8}`;
    return { id, check: 'body-constraints', phase: 'negative', title: id, run: async () => {} };
  });
  const chosen = chooseQuick(cases, contract).map(({ id }) => id.split(' ')[3]);
  expect(chosen.length).toBeLessThan(60);
  const counts = Object.values(Object.groupBy(chosen, (place) => place!)).map((group) => group!.length);
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
});
