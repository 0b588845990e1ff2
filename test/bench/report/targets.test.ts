import { expect, test } from 'vitest';
import type { Contestant } from '../contestants/contestant.ts';
import type { Round } from '../measure.ts';
import { formatTargets } from './targets.ts';

const contestant = {} as Contestant;

/** Rounds whose requests all cost so many µs, and whose first answers take so many ms. */
function toEntry(costs: readonly number[], start: number) {
  const rounds = costs.map((cpu): Round => {
    const kind = { cpu, requests: 1, seconds: 1, p50: 1, p99: 1 };
    return {
      firstAnswers: [start],
      rssAtStart: 1,
      rssAfterLoad: 1,
      others: 0,
      kinds: { create: kind, invalid: kind, unauthorised: kind },
    };
  });
  return { contestant, rounds };
}

test('compares each round with itself, and names what is missed', () => {
  const bare = toEntry([10, 20, 10], 50);
  const hookspec = toEntry([16, 32, 20], 150);
  const prism = toEntry([200, 400, 100], 500);
  const text = formatTargets({
    contest: { entries: [bare, prism, hookspec], bare, prism, hookspec },
    memory: [0, 100, 111].map((rss, index) => ({ requests: index * 100_000, rss })),
    listing: [10, 1000, 10_000].map((stored) => ({ stored, first: 1, middle: stored / 1000 })),
    routing: [6, 60, 600].map((operations) => ({ operations, last: 1, unknown: 1, firstAnswer: 1, rss: 1 })),
  });
  const rows = text
    .split('\n')
    .slice(2)
    .map((row) => row.slice(2, -2).split(' | ').slice(1));
  expect(rows).toEqual([
    ['≤ 1.5 × bare', '1.60 × bare; of the minima 1.60', '**missed**'],
    ['≥ 12 × less', '13 × less; of the minima 6.25', 'met'],
    ['≤ 1.7 × bare', '1.60 × bare; of the minima 1.60', 'met'],
    ['≤ 1.7 × bare', '1.60 × bare; of the minima 1.60', 'met'],
    ['≤ 3 × bare', '3.00 × bare; of the minima 3.00', 'met'],
    ['≤ 130 MB', '111 MB', 'met'],
    ['≤ 1.1 ×', '1.11 ×', '**missed**'],
    ['≤ 1.2 ×', '10 ×', '**missed**'],
    ['≤ 1.2 ×', '1.00 ×', 'met'],
  ]);
});
