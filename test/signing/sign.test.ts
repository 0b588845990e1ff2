import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sign } from '../../src/signing/sign.ts';
import { identified, pairs, plainHex, prefixed } from './support/schemes.ts';

const secret = 'whsec_6cce5d5445b12e649ce9e715a2ef4addc9117d6bf3013a0f388997ed20711b1c';
const body =
  '{"created_at":"2026-01-01T00:00:00Z","data":{"message":"This is a test webhook from Encrata"},"event":"test"}';
const timestamp = new Date('2026-04-26T12:00:00.750Z');
const mac = (key: string | Uint8Array, ...parts: (string | Uint8Array)[]) => {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac;
};

describe('sign', () => {
  test('reproduces the signature that Encrata publishes for its test event', () => {
    expect(sign({ scheme: plainHex, secret, body })).toMatchObject({
      headers: { 'X-Plain-Signature': '3fb19dcfef1ae27c09eb5655b45bda0c0a89c34dbc928332182afeee235361e3' },
      signature: '3fb19dcfef1ae27c09eb5655b45bda0c0a89c34dbc928332182afeee235361e3',
    });
  });

  test('signs timestamp, newline and body as a list of pairs', () => {
    const expected = mac(secret, '1777204800\n', body).digest('hex');
    const signed = sign({ scheme: pairs, secret, body, timestamp });
    expect(signed.headers).toEqual({ 'X-Pairs-Signature': `t=1777204800,v1=${expected}` });
    expect(new TextDecoder().decode(signed.signedContent)).toBe(`1777204800\n${body}`);
  });

  test('puts a prefix before the signature and the time into its own header', () => {
    expect(sign({ scheme: prefixed, secret, body, timestamp }).headers).toEqual({
      'X-Prefixed-Signature': `sha256=${mac(secret, body).digest('hex')}`,
      'X-Prefixed-Timestamp': '2026-04-26T12:00:00Z',
    });
  });

  test('signs id, time and body with a key decoded from base64 after its prefix', () => {
    const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
    const options = {
      scheme: identified,
      secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      body,
      timestamp,
      id: 'msg_1',
    };
    expect(sign(options).headers).toEqual({
      'webhook-signature': `v1,${mac(key, `msg_1.1777204800.${body}`).digest('base64')}`,
      'webhook-timestamp': '1777204800',
    });
    expect(sign({ ...options, secret: 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }).headers).toEqual(sign(options).headers);
  });

  test('signs bytes that are no UTF-8 exactly as they are', () => {
    const bytes = Uint8Array.of(0xff, 0x00, 0xc3, 0x28, 0x0a);
    expect(sign({ scheme: plainHex, secret, body: bytes }).signature).toBe(mac(secret, bytes).digest('hex'));
    expect(sign({ scheme: plainHex, secret, body: 'ü😀' }).signature).toBe(
      mac(secret, Buffer.from('ü😀')).digest('hex'),
    );
  });

  test('signs with each of several secrets where the header is a list, with the first elsewhere', () => {
    const [first, second] = ['a', 'b'].map((key) => mac(key, '1777204800\n', body).digest('hex'));
    expect(sign({ scheme: pairs, secret: ['a', 'b'], body, timestamp }).headers).toEqual({
      'X-Pairs-Signature': `t=1777204800,v1=${first},v1=${second}`,
    });
    expect(sign({ scheme: plainHex, secret: ['a', 'b'], body }).signature).toBe(mac('a', body).digest('hex'));
  });

  test.each(['hmac-sha1', 'hmac-sha256', 'hmac-sha512'] as const)('computes %s', (algorithm) => {
    const expected = createHmac(algorithm.slice(5), secret).update(body).digest('hex');
    expect(sign({ scheme: { ...plainHex, algorithm }, secret, body }).signature).toBe(expected);
  });

  test('joins URL, header and a literal dollar sign into the signed content', () => {
    const scheme = { ...plainHex, content: ['$$', '$url', '|', '$header.X-Kind', '|', '$body'] };
    const signed = sign({ scheme, secret, body: 'b', url: 'https://example.com/h', headers: { 'x-kind': 'k' } });
    expect(new TextDecoder().decode(signed.signedContent)).toBe('$https://example.com/h|k|b');
  });

  test('writes milliseconds where the scheme counts them', () => {
    const scheme = { ...pairs, timestamp: { in: 'pairs', unit: 'milliseconds' } } as const;
    expect(sign({ scheme, secret, body, timestamp }).headers['X-Pairs-Signature']).toMatch(
      /^t=1777204800750,v1=[0-9a-f]{64}$/,
    );
  });

  test.each([
    ['EmptySecret', plainHex, ''],
    ['EmptySecret', plainHex, []],
    ['EmptySecret', identified, 'whsec_'],
    ['MalformedSecret', identified, 'whsec_not base64!'],
    ['MalformedSecret', { ...plainHex, secret: { ...plainHex.secret, decode: 'hex' as const } }, 'abc'],
    ['MissingPart', { ...plainHex, content: ['$url'] }, 's'],
    ['MissingPart', { ...plainHex, content: ['$nonsense'] }, 's'],
  ])('refuses what cannot be signed: %s', (code, scheme, text) => {
    expect(() => sign({ scheme, secret: text, body, id: 'msg_1' })).toThrow(
      expect.objectContaining({ name: 'SigningError', code }),
    );
  });

  test('never repeats the secret in an error', () => {
    expect(() => sign({ scheme: identified, secret: 'whsec_hush hush', body, id: 'msg_1' })).toThrow(
      'The secret is not valid base64',
    );
  });
});
