import { describe, expect, test } from 'vitest';
import type { Cause } from '../../src/signing/cause.ts';
import { explain } from '../../src/signing/explain.ts';
import { explain as explainLater } from '../../src/signing/later.ts';
import { presets } from '../../src/signing/presets.ts';
import { sign } from '../../src/signing/sign.ts';
import { toScheme } from '../../src/signing/to-scheme.ts';
import { createRandom, makeMistake, mistakes, sentAt } from './support/mistakes.ts';

const kinds = Object.keys(mistakes) as (keyof typeof mistakes)[];

/** The twelve that everybody meets. */
const TWELVE: readonly Cause[] = [
  'BodyReserialized',
  'WrongSecret',
  'PrefixNotStripped',
  'WrongSecretEncoding',
  'TrailingNewline',
  'StaleTimestamp',
  'SecondsForMilliseconds',
  'OtherHeader',
  'Truncated',
  'WrongAlgorithm',
  'SecondSecret',
  'EmptyBody',
];

describe('explain', () => {
  test.each(TWELVE)('names %s, at once and later', async (kind) => {
    const { options } = makeMistake(createRandom(TWELVE.indexOf(kind)), kind);
    expect(explain(options).cause).toBe(kind);
    expect(await explainLater(options)).toEqual(explain(options));
  });

  test('misnames none of 1,000 mixed deliveries', () => {
    const random = createRandom(1);
    const wrong: string[] = [];
    for (let count = 0; count < 1000; count++) {
      const { cause, preset, options } = makeMistake(random, kinds[count % kinds.length]!);
      const named = explain(options);
      if (named.cause !== cause) wrong.push(`${count}: ${preset} ${cause} was named ${named.cause}: ${named.message}`);
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  test('repeats no secret and no signature that was not received', () => {
    const random = createRandom(2);
    for (let count = 0; count < 200; count++) {
      const { options } = makeMistake(random, kinds[count % kinds.length]!);
      const secrets = [options.secrets, options.otherSecrets ?? []].flat();
      const leaky = { ...options, body: `${String(options.body)}${secrets.join()}` };
      for (const explanation of [explain(options), explain(leaky)]) {
        const { signedContent: _, rightContent: __, ...shown } = explanation;
        const text = JSON.stringify(shown);
        expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
        // Nothing that is as long as a signature, but for what the delivery itself holds.
        expect(text.match(/[0-9a-f]{40,}/g) ?? []).toEqual([]);
      }
    }
  });

  const body = '{"a":"\u200bü"}\n';
  const scheme = presets.slack;
  const delivery = (sent: string | Uint8Array) => ({
    scheme,
    secrets: 'topsecret',
    headers: sign({ scheme, secret: 'topsecret', body: sent, timestamp: sentAt }).headers,
    now: sentAt,
  });

  test('shows the signed content byte by byte, unseen characters as escapes', () => {
    const { shownContent, signedContent } = explain({ ...delivery(body), body });
    expect(shownContent).toBe(String.raw`v0:1777204800:{"a":"\u{200b}ü"}\n`);
    expect(Buffer.from(signedContent!).toString()).toBe(`v0:1777204800:${body}`);
    const bytes = Uint8Array.of(0xff, 0x00, 0x5c, 0x61, 0x20);
    expect(explain({ ...delivery(bytes), body: bytes }).shownContent).toBe(
      String.raw`v0:1777204800:\xff\x00\\a `.replace(/ $/, ' '),
    );
  });

  test('shows what was signed instead, counts what was tried, and says how sure it is', () => {
    const explanation = explain({ ...delivery(body), body: body.trim() });
    expect(explanation).toMatchObject({
      cause: 'TrailingNewline',
      isProved: true,
      message: String.raw`It verifies over the body with "\n" at its end`,
      shownRightContent: String.raw`v0:1777204800:{"a":"\u{200b}ü"}\n`,
    });
    const other = explain({ ...delivery(body), body, secrets: 'other' });
    expect(other).toMatchObject({ cause: 'WrongSecret', isProved: false });
    expect(other.tried).toContainEqual({ cause: 'WrongAlgorithm', count: 2 });
  });

  test('has nothing to say about a valid delivery', () => {
    expect(explain({ ...delivery(body), body })).toMatchObject({ verdict: { valid: true }, message: 'It verifies' });
    expect(explain({ ...delivery(body), body }).cause).toBeUndefined();
  });

  test.each([
    ['PrefixStripped', 'stripe', 'whsec_abcd', 'abcd'],
    ['PrefixStripped', 'stripe', 'abcd', 'whsec_abcd'],
    ['PrefixStripped', 'github', 'whsec_abcd', 'abcd'],
    ['TrailingNewline', 'github', 'abcd\n', 'abcd'],
    ['TrailingNewline', 'github', 'abcd', 'abcd\n'],
    ['WrongSecretEncoding', 'github', 'abcd', Buffer.from('abcd', 'base64').toString('latin1')],
  ] as const)('names %s under %s for the secret %j', (cause, preset, given, used) => {
    const { headers } = sign({ scheme: presets[preset], secret: 'x', body });
    const plain = { ...presets[preset], secret: { decode: 'hex', prefix: '', strip: false } } as const;
    const key = Buffer.from(used, 'latin1').toString('hex');
    const signed = sign({ scheme: plain, secret: key, body, timestamp: sentAt }).headers;
    const options = { scheme: presets[preset], secrets: given, body, headers: { ...headers, ...signed }, now: sentAt };
    expect(explain(options).cause).toBe(cause);
  });

  test('needs no time that the scheme neither signs nor checks', () => {
    const scheme = toScheme({ header: 'X-Signature', timestamp: { in: 'header', header: 'X-Time', unit: 'seconds' } });
    const { headers } = sign({ scheme, secret: 'of_a_test', body: '{}' });
    const explanation = explain({
      scheme,
      secrets: 'of_a_test',
      body: '{}\n',
      headers: { 'x-signature': headers['X-Signature'] },
    });
    expect([explanation.cause, explanation.isProved]).toEqual(['TrailingNewline', true]);
  });

  test('finds a whole family of headers under another name', () => {
    const sent = { body, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', id: 'msg_1', timestamp: sentAt };
    const { headers } = sign({ scheme: presets.svix, ...sent });
    const options = { scheme: presets['standard-webhooks'], secrets: sent.secret, body, headers, now: sentAt };
    expect(explain(options)).toMatchObject({
      cause: 'OtherHeader',
      message: 'It verifies with the header svix-signature',
    });
  });

  test('finds the URL that was signed', () => {
    const sent = { scheme: presets.square, secret: 'key', body, url: 'https://example.com/hook' };
    const { headers } = sign(sent);
    for (const url of ['http://example.com/hook', 'https://example.com/hook/', 'https://example.com:443/hook'])
      expect(explain({ ...sent, secrets: 'key', headers, url }).cause).toBe('WrongUrl');
  });

  test.each([
    ['MissingHeader', {}],
    ['MalformedHeader', { 'X-Slack-Signature': 'v0=zz', 'X-Slack-Request-Timestamp': '1777204800' }],
    ['MissingTimestamp', { 'X-Slack-Signature': `v0=${'0'.repeat(64)}` }],
    [
      'MalformedTimestamp',
      { 'X-Slack-Signature': `v0=${'0'.repeat(64)}`, 'X-Slack-Request-Timestamp': '1614265330abc' },
    ],
  ])('says %s where nothing else explains it', (cause, headers) => {
    expect(explain({ ...delivery(body), body, headers }).cause).toBe(cause);
  });
});
