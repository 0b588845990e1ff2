import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { createKeys, REQUESTS, toWire } from './requests.ts';

test('invents keys that the contract takes for fresh ones, none twice', async () => {
  const fresh = new RegExp(`^(?:${(await loadContract('lava')).behaviour.keys!.fresh})$`);
  const nextKey = createKeys();
  const keys = Array.from({ length: 1000 }, nextKey);
  expect(keys.filter((key) => !fresh.test(key))).toEqual([]);
  expect(new Set(keys).size).toBe(1000);
});

test('writes a request as it goes over the wire', () => {
  expect(toWire(REQUESTS.invalid, '/base').split('\r\n')).toEqual([
    'POST /base/webhooks HTTP/1.1',
    'Host: 127.0.0.1',
    'Content-Type: application/json',
    'Authorization: Bearer {key}',
    'Content-Length: 29',
    '',
    '{"name":"Production Webhook"}',
  ]);
});
