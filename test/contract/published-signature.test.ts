import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { serialize } from '../../src/contract/serialize.ts';
import { sign } from '../../src/signing/sign.ts';

// The secret stands on one page of Encrata, body and signature on another; only one way to write the body joins them.
const secret = 'whsec_6cce5d5445b12e649ce9e715a2ef4addc9117d6bf3013a0f388997ed20711b1c';
const body =
  '{"created_at":"2026-01-01T00:00:00Z","data":{"message":"This is a test webhook from Encrata"},"event":"test"}';
const signature = '3fb19dcfef1ae27c09eb5655b45bda0c0a89c34dbc928332182afeee235361e3';

const { behaviour, events, operations } = await loadContract('encrata');
const event = events.find(({ name }) => name === 'test');

test('writes the test event of Encrata as the bytes that were signed', () => {
  expect(serialize(event?.body?.examples[0]?.value, behaviour.delivery!.keys)).toBe(body);
});

test('signs the published body with the published signature', () => {
  expect(sign({ scheme: behaviour.signature!, secret, body }).headers).toEqual({ 'X-Encrata-Signature': signature });
});

test('shows the published secret and signature in its examples', () => {
  const shown = (id: string, status: string) =>
    operations
      .find((operation) => operation.id === id)
      ?.responses.find((response) => response.status === status)
      ?.content.flatMap(({ examples }) => examples.map(({ value }) => value));
  expect(event?.headers.map(({ name, examples }) => [name, examples[0]?.value])).toEqual([
    ['X-Encrata-Signature', signature],
  ]);
  expect(shown('createWebhook', '201')).toMatchObject([{ secret }]);
  expect(shown('testWebhook', '200')).toMatchObject([{ signature }, { signature }]);
});
