import { expect, test } from 'vitest';
import { toDelay } from '../../src/delivery/schedule.ts';
import { createContract } from './support/contract.ts';

const now = Date.parse('2026-04-26T12:00:00Z');
const policyOf = (change: Parameters<typeof createContract>[0] & object) => createContract(change).behaviour.delivery!;
const plain = policyOf({ delivery: { retries: ['PT5S', 'PT5M'] } });
const half = () => 0.5;

test('takes the delays of the policy in turn and then stops', () => {
  expect([1, 2, 3].map((attempt) => toDelay(plain, { attempt }, half, now))).toEqual([5000, 300_000, undefined]);
});

test('spreads a delay by the jitter to both sides', () => {
  const policy = policyOf({ delivery: { retries: ['PT100S'], jitter: 0.2 } });
  expect([0, 0.5, 0.75].map((value) => toDelay(policy, { attempt: 1 }, () => value, now))).toEqual([
    80_000, 100_000, 110_000,
  ]);
});

test.each([
  ['30', 30_000],
  ['2', 5000],
  ['Sun, 26 Apr 2026 12:01:00 GMT', 60_000],
  ['Sun, 26 Apr 2026 11:00:00 GMT', 5000],
  ['999999999', 86_400_000],
  ['soon', 5000],
  ['-1', 5000],
  ['', 5000],
])('lets a Retry-After of "%s" make it %i ms', (retryAfter, delay) => {
  const policy = policyOf({ delivery: { retries: ['PT5S'], retryAfter: true } });
  expect(toDelay(policy, { attempt: 1, status: 503, retryAfter }, half, now)).toBe(delay);
  expect(toDelay(plain, { attempt: 1, status: 503, retryAfter }, half, now)).toBe(5000);
});

test('stops at a status that says the endpoint is gone', () => {
  const policy = policyOf({ delivery: { retries: ['PT5S'], gone: [410] } });
  expect(toDelay(policy, { attempt: 1, status: 410 }, half, now)).toBeUndefined();
  expect(toDelay(policy, { attempt: 1, status: 404 }, half, now)).toBe(5000);
});
