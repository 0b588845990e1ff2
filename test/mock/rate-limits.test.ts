import { expect, test } from 'vitest';
import type { RateLimit } from '../../src/contract/behaviour.ts';
import type { Caller } from '../../src/mock/authenticate.ts';
import { createRateLimiter } from '../../src/mock/rate-limits.ts';

const spec = (over: Partial<RateLimit>): RateLimit => ({
  name: 'requests',
  quota: 2,
  window: 'PT1M',
  anchor: 'first-use',
  per: 'key',
  headers: {},
  retryAfter: true,
  outcome: 'rateLimited',
  ...over,
});
const caller = (over: Partial<Caller> = {}): Caller => ({
  key: 'k1',
  tenant: 't',
  scopes: 'all',
  unmetered: false,
  ...over,
});
const at = Date.parse('2026-01-01T10:20:30Z');

test('counts down, refuses with the seconds left, and starts again after the window', () => {
  let now = at;
  const limiter = createRateLimiter('exact', () => now);
  const count = () => limiter.count([spec({})], caller())[0]!;
  expect([count().remaining, count().remaining]).toEqual([1, 0]);
  now += 15_000;
  expect(count()).toMatchObject({ refused: true, remaining: 0, retryAfter: 45, reset: (at + 60_000) / 1000 });
  now += 45_000;
  expect(count()).toMatchObject({ refused: false, remaining: 1 });
});

test('lets a calendar window end at a full UTC multiple', () => {
  const limiter = createRateLimiter('exact', () => at);
  expect(limiter.count([spec({ anchor: 'calendar', window: 'P1D' })], caller())[0]!.reset).toBe(
    Date.parse('2026-01-02T00:00:00Z') / 1000,
  );
});

test('keeps keys apart and counts the keys of one tenant together where the quota says so', () => {
  const limiter = createRateLimiter('exact', () => at);
  const remaining = (per: 'key' | 'tenant', key: string) =>
    limiter.count([spec({ name: per, per })], caller({ key }))[0]!.remaining;
  expect([remaining('key', 'a'), remaining('key', 'b')]).toEqual([1, 1]);
  expect([remaining('tenant', 'a'), remaining('tenant', 'b')]).toEqual([1, 0]);
});

test('uses up no quota when another one refuses', () => {
  const limiter = createRateLimiter('exact', () => at);
  const specs = [spec({ name: 'minute', quota: 1 }), spec({ name: 'day', quota: 5, window: 'P1D' })];
  limiter.count(specs, caller());
  limiter.count(specs, caller());
  expect(limiter.count(specs, caller()).map(({ remaining, refused }) => [remaining, refused])).toEqual([
    [0, true],
    [4, false],
  ]);
});

test('takes the quota of the plan of the key', () => {
  const limiter = createRateLimiter('exact', () => at);
  const limits = (plan?: string) =>
    limiter.count([spec({ quota: { free: 10, pro: 50 } })], caller({ key: plan ?? 'none', ...(plan && { plan }) }))[0]!
      .limit;
  expect([limits('free'), limits('pro'), limits()]).toEqual([10, 50, 50]);
});

test('never refuses with headers-only, and never counts with off, an unmetered key or an unknown caller', () => {
  const uses = (mode: 'headers-only' | 'off' | 'exact', who: Caller | undefined) => {
    const limiter = createRateLimiter(mode, () => at);
    return [1, 2, 3]
      .map(() => limiter.count([spec({})], who)[0]!)
      .map(({ remaining, refused }) => `${remaining}${refused ? '!' : ''}`);
  };
  expect(uses('headers-only', caller())).toEqual(['1', '0', '0']);
  expect(uses('off', caller())).toEqual(['2', '2', '2']);
  expect(uses('exact', caller({ unmetered: true }))).toEqual(['2', '2', '2']);
  expect(uses('exact', undefined)).toEqual(['2', '2', '2']);
});
