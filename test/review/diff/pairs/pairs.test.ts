import { describe, expect, test } from 'vitest';
import { known } from './known.ts';
import { loadPairs } from './pair.ts';
import { runPair } from './run-pair.ts';

const pairs = loadPairs();

test('has two hundred pairs and more, sixty of them harmless both ways', () => {
  expect(pairs.length).toBeGreaterThanOrEqual(200);
  expect(new Set(pairs.map(({ id }) => id)).size).toBe(pairs.length);
  const harmless = pairs.filter(({ forward, backward }) =>
    [forward, backward].every(({ level }) => level.strict !== 'breaking' && level.tolerant !== 'breaking'),
  );
  expect(harmless.length).toBeGreaterThanOrEqual(60);
  expect(Object.keys(known).filter((id) => !pairs.some((pair) => pair.id === id))).toEqual([]);
});

describe.each([...new Set(pairs.map(({ area }) => area))])('%s', (area) => {
  const own = pairs.filter((pair) => pair.area === area);
  test.each(own)('judges both ways and under both policies, $id', { timeout: 60_000 }, async (pair) => {
    const runs = await runPair(pair);
    const wrong = runs.flatMap(({ way, policy, wrong: found }) => found.map((what) => `${way} ${policy}: ${what}`));
    const isKnown = known[pair.id] !== undefined;
    expect(isKnown ? [] : wrong).toEqual([]);
    // What is mended has to leave the list.
    expect(wrong.length > 0).toBe(isKnown);
  });
});
