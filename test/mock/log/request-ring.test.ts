import { expect, test } from 'vitest';
import { createRequestRing } from '../../../src/mock/log/request-ring.ts';
test('keeps the line alone of what a burst pushes out, and everything of a slower sequence', () => {
  let time = 0;
  const ring = createRequestRing(() => time, { burst: 2 });
  const add = (id: number) =>
    ring.add(
      'shop',
      { method: 'POST', path: `/${id}`, query: 'a=1', headers: { host: 'x' }, body: new Uint8Array(3) },
      { status: 201, headers: { etag: '1' }, body: 'made', note: { operation: 'create' } },
    );
  const kept = () =>
    ring
      .list()
      .map(({ request, response, sizes }) => [request.path, request.body.length, response.body, sizes.request]);
  for (const id of [1, 2, 3]) add(id);
  expect(kept()).toEqual([
    ['/3', 3, 'made', 3],
    ['/2', 3, 'made', 3],
    ['/1', 0, undefined, 3],
  ]);
  expect(ring.get(1)?.response).toEqual({ status: 201, headers: {}, note: { operation: 'create' } });
  time = 1000;
  add(4);
  time = 2000;
  add(5);
  expect(kept().slice(0, 4)).toEqual([
    ['/5', 3, 'made', 3],
    ['/4', 3, 'made', 3],
    ['/3', 3, 'made', 3],
    ['/2', 3, 'made', 3],
  ]);
});
