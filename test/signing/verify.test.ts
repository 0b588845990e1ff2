import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { verify, type VerifyOptions } from '../../src/signing/verify.ts';
import { identified, pairs, plainHex, prefixed } from './support/schemes.ts';

const secret = 'whsec_top';
const body = '{"event":"test"}';
const now = new Date('2026-04-26T12:00:00Z');
const mac = (key: string, content: string | Uint8Array) => createHmac('sha256', key).update(content).digest('hex');
const plain = (value: string, more: Partial<VerifyOptions> = {}) =>
  verify({ scheme: plainHex, secrets: secret, body, headers: { 'X-Plain-Signature': value }, ...more });
const listed = (value: string, more: Partial<VerifyOptions> = {}) =>
  verify({ scheme: pairs, secrets: secret, body, headers: { 'x-pairs-signature': value }, now, ...more });
const inPairs = (time: string, key = secret) => `t=${time},v1=${mac(key, `${time}\n${body}`)}`;
const codeOf = (verdict: ReturnType<typeof verify>) => (verdict.valid ? 'valid' : verdict.code);

describe('verify', () => {
  test('accepts the signature that Encrata publishes for its test event', () => {
    const verdict = verify({
      scheme: plainHex,
      secrets: 'whsec_6cce5d5445b12e649ce9e715a2ef4addc9117d6bf3013a0f388997ed20711b1c',
      body: '{"created_at":"2026-01-01T00:00:00Z","data":{"message":"This is a test webhook from Encrata"},"event":"test"}',
      headers: { 'x-plain-signature': '3fb19dcfef1ae27c09eb5655b45bda0c0a89c34dbc928332182afeee235361e3' },
    });
    expect(verdict).toEqual({ valid: true });
  });

  test('refuses the same event parsed and serialised in another key order', () => {
    const verdict = verify({
      scheme: plainHex,
      secrets: 'whsec_6cce5d5445b12e649ce9e715a2ef4addc9117d6bf3013a0f388997ed20711b1c',
      body: '{"event":"test","data":{"message":"This is a test webhook from Encrata"},"created_at":"2026-01-01T00:00:00Z"}',
      headers: { 'x-plain-signature': '3fb19dcfef1ae27c09eb5655b45bda0c0a89c34dbc928332182afeee235361e3' },
    });
    expect(codeOf(verdict)).toBe('SignatureMismatch');
  });

  test('finds the header in any case and in any container', () => {
    const value = mac(secret, body);
    for (const headers of [
      { 'X-PLAIN-SIGNATURE': value },
      { 'x-plain-signature': [value] },
      new Headers({ 'X-Plain-Signature': value }),
    ]) {
      expect(verify({ scheme: plainHex, secrets: secret, body, headers })).toEqual({ valid: true });
    }
  });

  test('verifies bytes that are no UTF-8', () => {
    const bytes = Uint8Array.of(0xff, 0xfe, 0x00, 0x80);
    expect(plain(mac(secret, bytes), { body: bytes }).valid).toBe(true);
    expect(codeOf(plain(mac(secret, bytes), { body: new TextDecoder().decode(bytes) }))).toBe('SignatureMismatch');
  });

  test('accepts any of several secrets and any of several signatures', () => {
    expect(listed(inPairs('1777204800', 'old'), { secrets: ['new', 'old'] }).valid).toBe(true);
    expect(listed(`${inPairs('1777204800', 'other')},v1=${mac(secret, `1777204800\n${body}`)}`).valid).toBe(true);
    expect(listed(`v0=zz, ${inPairs('1777204800')}, v1=short`).valid).toBe(true);
  });

  test('reads a prefix and ignores the unsigned time unless a tolerance is asked for', () => {
    const options = { scheme: prefixed, secrets: secret, body, now };
    const signature = { 'X-Prefixed-Signature': `sha256=${mac(secret, body)}` };
    expect(verify({ ...options, headers: signature })).toEqual({ valid: true });
    expect(codeOf(verify({ ...options, headers: signature, toleranceSeconds: 300 }))).toBe('MissingTimestamp');
    const dated = (time: string) =>
      codeOf(verify({ ...options, toleranceSeconds: 300, headers: { ...signature, 'X-Prefixed-Timestamp': time } }));
    expect(
      ['2026-04-26T12:00:00Z', '2026-04-26T13:59:00.5+02:00', '2026-04-26T11:54:59Z', '2026-04-26', 'yesterday'].map(
        dated,
      ),
    ).toEqual(['valid', 'valid', 'StaleTimestamp', 'MalformedTimestamp', 'MalformedTimestamp']);
  });

  test('judges the age by the tolerance given, else by the scheme, else not at all', () => {
    const at = (seconds: number) => inPairs(String(1777204800 + seconds));
    expect(codeOf(listed(at(-300), { toleranceSeconds: 300 }))).toBe('valid');
    expect(codeOf(listed(at(-301), { toleranceSeconds: 300 }))).toBe('StaleTimestamp');
    expect(codeOf(listed(at(300), { toleranceSeconds: 300 }))).toBe('valid');
    expect(codeOf(listed(at(301), { toleranceSeconds: 300 }))).toBe('FutureTimestamp');
    expect(codeOf(listed(at(-1_000_000)))).toBe('valid');
    const scheme = { ...pairs, timestamp: { in: 'pairs', unit: 'seconds', toleranceSeconds: 10 } } as const;
    expect(codeOf(listed(at(-11), { scheme }))).toBe('StaleTimestamp');
    expect(codeOf(listed(at(-11), { scheme, toleranceSeconds: 60 }))).toBe('valid');
  });

  test('reports a wrong signature before a stale time', () => {
    expect(codeOf(listed(`t=1,v1=${'0'.repeat(64)}`, { toleranceSeconds: 300 }))).toBe('SignatureMismatch');
  });

  test.each(['1614265330abc', ' 1614265330', '1614265330.0', '-1614265330', '0x60', '1e9', '', '9'.repeat(16)])(
    'refuses the timestamp "%s"',
    (time) => {
      expect(codeOf(listed(inPairs(time)))).toBe('MalformedTimestamp');
    },
  );

  test('needs the id that is part of the signed content', () => {
    const headers = {
      'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}`,
      'webhook-timestamp': '1777204800',
    };
    const options = { scheme: identified, secrets: 'whsec_AAAA', body, headers, now };
    expect(codeOf(verify(options))).toBe('MissingPart');
    const content = `msg_1.1777204800.${body}`;
    const right = createHmac('sha256', Buffer.from('AAAA', 'base64')).update(content).digest('base64');
    expect(verify({ ...options, id: 'msg_1', headers: { ...headers, 'webhook-signature': `v1,${right}` } })).toEqual({
      valid: true,
    });
  });

  test.each([
    ['MalformedHeader', ''],
    ['MalformedHeader', 'abc'],
    ['MalformedHeader', 'g'.repeat(64)],
    ['MalformedHeader', `sha256=${'0'.repeat(64)}`],
    ['MalformedHeader', `${'0'.repeat(64)}, ${'0'.repeat(64)}`],
    ['SignatureMismatch', '0'.repeat(64)],
  ])('answers %s to the plain header "%s"', (code, value) => {
    expect(codeOf(plain(value))).toBe(code);
  });

  test.each([
    ['MalformedHeader', 'nonsense'],
    ['MalformedHeader', '=x'],
    ['MalformedHeader', 't=1777204800'],
    ['MalformedHeader', `t=1777204800,v1=`],
    ['MalformedHeader', `t=1,t=2,v1=${'0'.repeat(64)}`],
    ['MissingTimestamp', `v1=${'0'.repeat(64)}`],
    ['SignatureMismatch', `t=1777204801,v1=${mac(secret, `1777204800\n${body}`)}`],
    ['SignatureMismatch', `t=1777204800,v1=${mac(secret, `1777204800.${body}`)}`],
  ])('answers %s to the list "%s"', (code, value) => {
    expect(codeOf(listed(value))).toBe(code);
  });

  test('names a missing header, and secrets that cannot be used', () => {
    expect(verify({ scheme: plainHex, secrets: secret, body, headers: {} })).toEqual({
      valid: false,
      code: 'MissingHeader',
      message: 'The header X-Plain-Signature is missing',
    });
    expect(codeOf(plain(mac(secret, body), { secrets: [] }))).toBe('EmptySecret');
    expect(codeOf(plain(mac(secret, body), { secrets: [secret, ''] }))).toBe('EmptySecret');
    expect(codeOf(plain(mac(secret, body), { scheme: { ...plainHex, secret: identified.secret }, secrets: '*' }))).toBe(
      'MalformedSecret',
    );
  });
});
