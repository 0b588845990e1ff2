import { expect, test } from 'vitest';
import { createRequestRing } from '../../../src/mock/log/request-ring.ts';

const request = (text = '') => ({
  method: 'POST',
  path: '/x',
  query: '',
  headers: {},
  body: new TextEncoder().encode(text),
});
const response = (body?: string | Uint8Array) => ({ status: 200, headers: {}, ...(body !== undefined && { body }) });
const toBodies = (ring: ReturnType<typeof createRequestRing>) =>
  ring.list().map((entry) => [entry.request.body.length, entry.response.body?.length ?? 0]);

test('keeps the newest, newest first, and finds them by id', () => {
  const ring = createRequestRing(() => 5, { capacity: 3 });
  for (let id = 1; id <= 5; id++) ring.add(`c${id}`, request(), response());
  expect(ring.list().map(({ id, contract }) => [id, contract])).toEqual([
    [5, 'c5'],
    [4, 'c4'],
    [3, 'c3'],
  ]);
  expect([ring.get(2), ring.get(3)?.contract, ring.get(6), ring.last()?.id]).toEqual([undefined, 'c3', undefined, 5]);
});

test('forgets on clear and goes on counting', () => {
  const ring = createRequestRing(() => 5, { capacity: 3 });
  for (let id = 1; id <= 4; id++) ring.add('c', request('12345'), response('12345'));
  ring.clear();
  expect([ring.list(), ring.last(), ring.get(4)]).toEqual([[], undefined, undefined]);
  ring.add('c', request(), response());
  expect(ring.list().map(({ id }) => id)).toEqual([5]);
});

test('keeps the beginning of a long body, and its length', () => {
  const ring = createRequestRing(() => 5, { body: 4 });
  ring.add('c', request('123456789'), response('abcdefgh'));
  const { request: kept, response: answer, sizes } = ring.last()!;
  expect([new TextDecoder().decode(kept.body), new TextDecoder().decode(answer.body as Uint8Array), sizes]).toEqual([
    '1234',
    'abcd',
    { request: 9, response: 8 },
  ]);
  // A view of the same bytes would keep all of them alive.
  expect(kept.body.buffer.byteLength).toBe(4);
});

test('takes the bodies of the oldest away when all together are too long', () => {
  const ring = createRequestRing(() => 5, { bodies: 30 });
  for (let id = 1; id <= 5; id++) ring.add('c', request('12345'), response('12345'));
  expect(toBodies(ring)).toEqual([
    [5, 5],
    [5, 5],
    [5, 5],
    [0, 0],
    [0, 0],
  ]);
  expect(ring.get(1)?.sizes).toEqual({ request: 5, response: 5 });
});

test('holds its bound over any number of requests', () => {
  const ring = createRequestRing(() => 5, { capacity: 7, body: 10, bodies: 40 });
  for (let id = 1; id <= 1000; id++) {
    ring.add('c', request('x'.repeat(id % 23)), response(id % 3 === 0 ? undefined : 'y'.repeat(id % 17)));
    const sum = toBodies(ring)
      .flat()
      .reduce((total, length) => total + length, 0);
    expect(sum).toBeLessThanOrEqual(40);
    if (id % 101 === 0) ring.clear();
  }
  expect(ring.list().length).toBeLessThanOrEqual(7);
});
