import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../src/delivery/attempt.ts';
import { createAttemptLog } from '../../src/delivery/log.ts';

const base: Omit<Attempt, 'sequence' | 'attemptId'> = {
  contract: 'c',
  tenant: 't',
  resource: 'endpoint',
  id: 'd1',
  eventId: 'e1',
  endpointId: 'ep1',
  event: 'thing.made',
  url: 'http://127.0.0.1/',
  attempt: 1,
  outcome: 'success',
  error: null,
  errorDetail: null,
  requestHeaders: {},
  requestBody: '{}',
  payload: {},
  bodySha256: '',
  bodyBytes: 2,
  responseStatus: 200,
  responseBody: '',
  durationMs: 0,
  occurredAt: '2026-01-01T00:00:00.000Z',
  createdAt: '2026-01-01T00:00:00.000Z',
  nextAttemptAt: null,
  signature: null,
};

function setUp(capacity?: number) {
  const log = createAttemptLog(capacity === undefined ? {} : { capacity });
  const add = (attemptId: string, changes: Partial<Attempt> = {}) => log.append({ ...base, ...changes, attemptId });
  const idsOf = (attempts: readonly Attempt[]) => attempts.map(({ attemptId }) => attemptId);
  return { log, add, idsOf };
}

describe('createAttemptLog', () => {
  test('lists attempts newest first and filters them', () => {
    const { log, add, idsOf } = setUp();
    add('1', { id: 'd1' });
    add('2', { id: 'd2', tenant: 'u' });
    add('3', { id: 'd3', endpointId: 'ep2' });
    add('4', { id: 'd4', contract: 'b' });
    expect(idsOf(log.attempts())).toEqual(['4', '3', '2', '1']);
    expect(idsOf(log.attempts({ contract: 'c', tenant: 't' }))).toEqual(['3', '1']);
    expect(idsOf(log.attempts({ endpoint: 'ep2' }))).toEqual(['3']);
    expect(log.attempts().map(({ sequence }) => sequence)).toEqual([4, 3, 2, 1]);
  });

  test('shows each delivery once, by its latest attempt, with the number of attempts', () => {
    const { log, add } = setUp();
    add('1', { attempt: 1 });
    add('2', { id: 'd2' });
    add('3', { attempt: 2 });
    expect(log.deliveries().map(({ id, attemptId, attempts }) => [id, attemptId, attempts])).toEqual([
      ['d1', '3', 2],
      ['d2', '2', 1],
    ]);
  });

  test('finds a delivery by its id and an attempt by its own, within the filter', () => {
    const { log, add } = setUp();
    const first = add('1', { attempt: 1 });
    const second = add('2', { attempt: 2 });
    expect(log.get('d1')).toBe(second);
    expect(log.get('1')).toBe(first);
    expect(log.get('d1', { tenant: 'u' })).toBeUndefined();
    expect(log.get('d9')).toBeUndefined();
  });

  test('forgets the oldest when it is full', () => {
    const { log, add, idsOf } = setUp(2);
    add('1', { id: 'd1' });
    add('2', { id: 'd2' });
    add('3', { id: 'd3', endpointId: 'ep2' });
    expect(idsOf(log.attempts())).toEqual(['3', '2']);
    expect(log.get('d1')).toBeUndefined();
    add('4', { id: 'd4', endpointId: 'ep2' });
    expect(log.latest('c', 'ep1')).toBeUndefined();
    expect(log.latest('c', 'ep2')?.attemptId).toBe('4');
  });

  test('settles a pending attempt in its place, unless it was forgotten', () => {
    const { log, add, idsOf } = setUp();
    const pending = add('1', { id: 'd1', outcome: 'pending' });
    add('2', { id: 'd2' });
    expect(log.latest('c', 'ep1')?.attemptId).toBe('2');
    log.settle({ ...pending, outcome: 'dead' });
    expect(log.attempts().map(({ attemptId, outcome, sequence }) => [attemptId, outcome, sequence])).toEqual([
      ['2', 'success', 2],
      ['1', 'dead', 1],
    ]);
    expect(log.latest('c', 'ep1')?.attemptId).toBe('2');
    log.clear();
    log.settle({ ...pending, outcome: 'success' });
    expect([idsOf(log.attempts()), log.get('d1'), log.latest('c', 'ep1')]).toEqual([[], undefined, undefined]);
  });

  test('clears one tenant of one contract and leaves the rest', () => {
    const { log, add, idsOf } = setUp();
    add('1', { id: 'd1' });
    add('2', { id: 'd2', tenant: 'u' });
    add('3', { id: 'd3', contract: 'b', endpointId: 'ep9' });
    log.clear({ contract: 'c', tenant: 't' });
    expect(idsOf(log.attempts())).toEqual(['3', '2']);
    log.clear({ contract: 'b' });
    expect([idsOf(log.attempts()), log.latest('b', 'ep9')]).toEqual([['2'], undefined]);
  });

  test('keeps the sequence growing after it was cleared', () => {
    const { log, add } = setUp();
    add('1');
    log.clear();
    expect(add('2').sequence).toBe(2);
  });

  test.each([0, -1, 1.5, Number.NaN])('refuses a capacity of %s', (capacity) => {
    expect(() => createAttemptLog({ capacity })).toThrow(`A log cannot hold ${capacity} attempts`);
  });
});
