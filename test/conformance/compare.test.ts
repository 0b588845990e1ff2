import { expect, test } from 'vitest';
import { compareKept } from '../../src/conformance/compare.ts';

const compare = (sent: unknown, shown: unknown) => compareKept(sent, shown, []).differences;

test('takes members that a server adds to an object for defaults', () => {
  const sent = { delivery: { format: 'json', retry: { max: 3 } } };
  expect(compare(sent, { delivery: { format: 'json', timeout: 10, retry: { max: 3, delay: 1 } } })).toEqual([]);
});

test('tells what is lost or changed inside an object, and a value of another kind', () => {
  const sent = { delivery: { format: 'json', retry: { max: 3 } } };
  for (const got of [{ format: 'json' }, { format: 'json', retry: { max: 5 } }, null, 'json'])
    expect(compare(sent, { delivery: got })).toEqual([{ pointer: '/delivery', got }]);
});
