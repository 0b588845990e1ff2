import { expect, test } from 'vitest';
import { createFaultList } from '../../../src/mock/faults/fault-list.ts';
import { checkLatency, drawLatency } from '../../../src/mock/faults/latency.ts';
import { parseFault, parseLatency } from '../../../src/mock/faults/parse-fault.ts';
import { readFault } from '../../../src/mock/faults/read-fault.ts';

const target = { contract: 'harbour', operation: 'listPiers', key: () => 'default' };

/** Which of the first `count` requests a fault meets. */
function meets(seed: number, spec: Parameters<ReturnType<typeof createFaultList>['add']>[0], count: number): number[] {
  const faults = createFaultList(seed);
  faults.add(spec);
  return Array.from({ length: count }, (_, index) => index + 1).filter(() => faults.take(target) !== undefined);
}

test('meets the next few, each n-th, or some by a seed', () => {
  expect(meets(1, { status: 503, count: 2 }, 5)).toEqual([1, 2]);
  expect(meets(1, { status: 503, every: 3 }, 9)).toEqual([3, 6, 9]);
  expect(meets(1, { status: 503, every: 2, count: 2 }, 9)).toEqual([2, 4]);
  expect(meets(1, { status: 503, rate: 0 }, 50)).toEqual([]);
  expect(meets(1, { status: 503, rate: 1 }, 3)).toEqual([1, 2, 3]);
  const some = meets(7, { status: 503, rate: 0.2 }, 1000);
  expect(some.length).toBeGreaterThan(150);
  expect(some.length).toBeLessThan(250);
  expect(meets(7, { status: 503, rate: 0.2 }, 1000)).toEqual(some);
  expect(meets(8, { status: 503, rate: 0.2 }, 1000)).not.toEqual(some);
});

test('matches by contract, operation and key, and counts what it saw', () => {
  const faults = createFaultList(1);
  faults.add({ status: 500, contract: 'other' });
  faults.add({ status: 501, operation: 'createPier' });
  faults.add({ status: 502, key: 'second' });
  faults.add({ status: 503, contract: 'harbour', operation: 'listPiers', key: 'default' });
  expect(faults.take(target)).toEqual({ ids: ['fault-4'], status: 503 });
  expect(faults.list().map(({ matched, hits }) => [matched, hits])).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
    [1, 1],
  ]);
});

test('asks for the key of a request only where a fault names one', () => {
  const faults = createFaultList(1);
  faults.add({ status: 500 });
  const key = () => expect.unreachable('no fault names a key');
  expect(faults.take({ ...target, key })?.status).toBe(500);
});

test('lets faults hold together, the newest first where two disagree', () => {
  const faults = createFaultList(1);
  faults.add({ latency: 100, status: 500 });
  faults.add({ status: 503, body: 'broken' });
  expect(faults.take(target)).toEqual({ ids: ['fault-1', 'fault-2'], delay: 100, status: 503, body: 'broken' });
});

test('never gives the id of a removed fault again', () => {
  const faults = createFaultList(1);
  expect(faults.add({ status: 500 }).id).toBe('fault-1');
  expect([faults.remove('fault-1'), faults.remove('fault-1'), faults.size]).toEqual([true, false, 0]);
  expect(faults.add({ status: 500 }).id).toBe('fault-2');
  faults.clear();
  expect(faults.list()).toEqual([]);
});

test('draws a latency: fixed, from a range, by percentiles', () => {
  const draw = (latency: Parameters<typeof drawLatency>[0]) =>
    [0, 0.25, 0.5, 0.75, 0.995, 0.9999].map((place) => drawLatency(latency, () => place));
  expect(draw(20)).toEqual([20, 20, 20, 20, 20, 20]);
  expect(draw({ min: 100, max: 300 })).toEqual([100, 150, 200, 250, 299, 300]);
  expect(draw({ p50: 20, p99: 800 })).toEqual([0, 10, 20, 418, 800, 800]);
});

test.each([
  [-1, 'holds a time that is not between 0 and 600000 ms'],
  [{ min: 2, max: 1 }, 'has a min above its max'],
  [{ p50: 2, p99: 1 }, 'falls from a lower percentile to a higher one'],
  [{ p50: '2' }, 'holds a time that is not between 0 and 600000 ms'],
  [
    { q: 1 },
    'is neither a number of milliseconds, nor {"min", "max"}, nor percentiles such as {"p50": 20, "p99": 800}',
  ],
])('refuses the latency %j', (latency, problem) => {
  expect(checkLatency(latency)).toBe(problem);
});

test.each([
  [[], 'A fault is a JSON object'],
  [{}, 'A fault does one of latency, status, body, bytesPerSecond, connection'],
  [{ status: 700 }, 'The status of a fault is no status from 200 to 599'],
  [{ status: 503, rate: 2 }, 'The rate of a fault is no number from 0 to 1'],
  [{ status: 503, count: 0 }, 'The count of a fault is no whole number above 0'],
  [{ body: 'none' }, 'The body of a fault is not broken or truncated'],
  [{ connection: 'reset', status: 503 }, 'A fault with connection reset sends nothing; leave out status'],
  [{ status: 503, applied: 1 }, 'The applied of a fault is neither true nor false'],
  [{ status: 503, operation: '' }, 'The operation of a fault is no text'],
])('refuses the fault %j', (fault, problem) => {
  expect(readFault(fault)).toBe(problem);
});

test('suggests the nearest member', () => {
  expect(readFault({ statsu: 503 })).toMatch(/^A fault has no member "statsu"; .* Did you mean status\?$/);
});

test.each([
  ['status=503', { status: 503 }],
  ['createPier:status=503,rate=0.2', { operation: 'createPier', status: 503, rate: 0.2 }],
  [
    'harbour/createPier@default:reset,count=1,applied',
    {
      contract: 'harbour',
      operation: 'createPier',
      key: 'default',
      connection: 'reset',
      count: 1,
      applied: true,
    },
  ],
  ['@second:drop,every=3', { key: 'second', connection: 'drop', every: 3 }],
  ['harbour/*:latency=100-300', { contract: 'harbour', latency: { min: 100, max: 300 } }],
  ['latency=p50:20/p99.9:800,slow=1000', { latency: { p50: 20, 'p99.9': 800 }, bytesPerSecond: 1000 }],
  ['truncated', { body: 'truncated' }],
  ['*:broken', { body: 'broken' }],
])('reads the short form %s', (text, fault) => {
  expect(parseFault(text)).toEqual(fault);
});

test.each([
  ['status=9', '--fault status=9 is no fault: The status of a fault is no status from 200 to 599'],
  ['rate=0.5', '--fault rate=0.5 is no fault: A fault does one of latency, status, body, bytesPerSecond, connection'],
  [
    'a:explode',
    '--fault a:explode is no fault: "explode" is none of status=N, rate=N, count=N, every=N, slow=N, latency=MS, reset, drop, broken, truncated, applied',
  ],
])('says in one sentence what is wrong with %s', (text, message) => {
  expect(() => parseFault(text)).toThrow(expect.objectContaining({ code: 'Usage', message }));
});

test('reads the latency of all answers', () => {
  expect(parseLatency('200')).toEqual({ latency: 200 });
  expect(() => parseLatency('soon')).toThrow(
    expect.objectContaining({
      message: '--latency soon is no latency: write 200, 100-300 or p50:20/p99:800, in ms',
    }),
  );
});
