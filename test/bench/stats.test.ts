import { expect, test } from 'vitest';
import { percentile, toSpread } from './stats.ts';

test('finds the smallest and the middle value', () => {
  expect(toSpread([3, 1, 10])).toEqual({ min: 1, median: 3 });
  expect(toSpread([4, 1, 10, 2])).toEqual({ min: 1, median: 3 });
});

test('finds the value below which a share of the values lie', () => {
  const sorted = Array.from({ length: 200 }, (_, index) => index);
  expect([percentile(sorted, 50), percentile(sorted, 99), percentile([7], 99), percentile([], 50)]).toEqual([
    100, 198, 7, 0,
  ]);
});
