/** Deliveries in which exactly one thing is wrong, and the name that the mistake must be given. */
import type { Cause } from '../../../src/signing/cause.ts';
import type { ExplainOptions } from '../../../src/signing/explanation.ts';
import { presets, type PresetName } from '../../../src/signing/presets.ts';
import type { SignatureScheme } from '../../../src/signing/scheme.ts';
import { sign, type SignOptions } from '../../../src/signing/sign.ts';

/** The time at which all is sent. */
export const sentAt = new Date('2026-04-26T12:00:00Z');
const URL = 'https://example.com/hooks/1';

/** A source of numbers below 1. */
export type Random = () => number;

/** Numbers that a seed decides (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A delivery to explain, with the cause it must be given; undefined: none, it is valid. */
export interface Mistake {
  readonly cause: Cause | undefined;
  readonly preset: PresetName;
  readonly options: ExplainOptions;
}

interface Ground {
  readonly random: Random;
  readonly scheme: SignatureScheme;
  readonly secret: string;
  readonly body: string;
}

/** Makes one mistake; undefined where it is none under the scheme, e.g. a prefix that there is not. */
type Make = (ground: Ground) => ExplainOptions | undefined;

const pick = <Item>(random: Random, items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
const hex = (random: Random, bytes: number) =>
  Array.from({ length: bytes }, () =>
    Math.floor(random() * 256)
      .toString(16)
      .padStart(2, '0'),
  ).join('');

function makeSecret(random: Random, { secret }: SignatureScheme): string {
  const key = Buffer.from(hex(random, 24), 'hex');
  return secret.prefix + (secret.decode === 'base64' ? key.toString('base64') : key.toString('hex'));
}

function makeBody(random: Random, scheme: SignatureScheme): string {
  if (scheme.content.includes('$form')) return `To=%2B1${hex(random, 3)}&From=me&Body=a+b${hex(random, 2)}`;
  return JSON.stringify({
    type: pick(random, ['thing.made', 'thing.changed']),
    id: hex(random, 8),
    data: {
      url: 'https://example.com/a?b=1&c=<d>',
      name: pick(random, ['Zoë', 'Ann', '名前']),
      n: [1, 2.5, -3],
      ok: true,
    },
    at: '2026-04-26T12:00:00Z',
  });
}

/** What the receiver has when all is right. `sent` are the bytes on the wire, `body` those that are verified. */
function receive(
  { random, scheme, secret }: Ground,
  signed: Record<string, string>,
  sent: string | Uint8Array,
  body: string | Uint8Array = sent,
): ExplainOptions {
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(sent)),
    'x-request-id': hex(random, 32),
    'user-agent': 'Sender/1.0 (+https://example.com)',
    ...signed,
  };
  return { scheme, secrets: secret, body, headers, url: URL, now: sentAt };
}

function send(ground: Ground, change: Partial<SignOptions> = {}): Record<string, string> {
  const { scheme, secret, body } = ground;
  return sign({ scheme, secret, body, url: URL, id: 'msg_1', timestamp: sentAt, ...change }).headers;
}

/** Keeps the scheme but reads the secret in another way. */
function resign(ground: Ground, secret: string, form: SignatureScheme['secret']): ExplainOptions {
  const signed = send(ground, { scheme: { ...ground.scheme, secret: form }, secret });
  return receive(ground, signed, ground.body);
}

const whole = { decode: 'utf8', prefix: '', strip: false } as const;
const isHmac = ({ algorithm }: SignatureScheme) => algorithm !== 'ed25519';

/** The mistakes by the name of their cause. */
export const mistakes: Readonly<Partial<Record<Cause | 'none', Make>>> = {
  none: (ground) => receive(ground, send(ground), ground.body),
  BodyReserialized(ground) {
    if (ground.scheme.content.includes('$form')) return undefined;
    const value = JSON.parse(ground.body) as object;
    const forms = [
      JSON.stringify(value, undefined, 2),
      JSON.stringify(value, undefined, 4),
      JSON.stringify(value, undefined, '\t'),
      JSON.stringify(Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))),
      ground.body.replaceAll('/', String.raw`\/`),
      ground.body
        .replaceAll('<', String.raw`\u003c`)
        .replaceAll('>', String.raw`\u003e`)
        .replaceAll('&', String.raw`\u0026`),
      `${JSON.stringify(value, undefined, 2)}\n`,
    ];
    const sent = pick(ground.random, forms);
    // Keys that one party has sorted come back sorted.
    const received = sent === forms[3] ? ground.body : JSON.stringify(JSON.parse(sent));
    return sent === received ? undefined : receive(ground, send(ground, { body: sent }), sent, received);
  },
  WrongSecret(ground) {
    const secret = makeSecret(ground.random, ground.scheme);
    return receive(ground, send(ground, { secret }), ground.body);
  },
  PrefixNotStripped(ground) {
    const { prefix, strip } = ground.scheme.secret;
    return prefix !== '' && strip ? resign(ground, ground.secret, whole) : undefined;
  },
  PrefixStripped(ground) {
    const { prefix, strip } = ground.scheme.secret;
    return prefix !== '' && !strip ? resign(ground, ground.secret.slice(prefix.length), whole) : undefined;
  },
  WrongSecretEncoding(ground) {
    const { prefix, strip, decode } = ground.scheme.secret;
    if (decode !== 'utf8') return resign(ground, strip ? ground.secret.slice(prefix.length) : ground.secret, whole);
    return prefix === '' ? resign(ground, ground.secret, { ...whole, decode: 'hex' }) : undefined;
  },
  TrailingNewline(ground) {
    if (ground.scheme.content.includes('$form')) return undefined;
    const longer = `${ground.body}\n`;
    if (ground.random() < 0.5) return receive(ground, send(ground), ground.body, longer);
    return receive(ground, send(ground, { body: longer }), longer, ground.body);
  },
  StaleTimestamp(ground) {
    if (!ground.scheme.timestamp) return undefined;
    const timestamp = new Date(sentAt.getTime() - 3_600_000 * (1 + ground.random()));
    return { ...receive(ground, send(ground, { timestamp }), ground.body), toleranceSeconds: 300 };
  },
  SecondsForMilliseconds: (ground) => swapUnit(ground, 'milliseconds', 'seconds'),
  MillisecondsForSeconds: (ground) => swapUnit(ground, 'seconds', 'milliseconds'),
  OtherHeader(ground) {
    const { [ground.scheme.header]: value, ...rest } = send(ground);
    const name = pick(ground.random, ['X-Legacy-Signature', 'signature', 'X-Hook-Sig-V2']);
    return receive(ground, { ...rest, [name]: value! }, ground.body);
  },
  Truncated(ground) {
    const signed = send(ground);
    if (ground.random() < 0.5 || ground.scheme.algorithm === 'ed25519') {
      const cut = ground.body.slice(0, 1 + Math.floor(ground.random() * (ground.body.length - 1)));
      return receive(ground, signed, ground.body, cut);
    }
    const value = signed[ground.scheme.header]!;
    const shorter = value.slice(0, -(4 + Math.floor(ground.random() * 8)));
    return receive(ground, { ...signed, [ground.scheme.header]: shorter }, ground.body);
  },
  WrongAlgorithm(ground) {
    const { scheme, random } = ground;
    if (!isHmac(scheme)) return undefined;
    const others = (['hmac-sha1', 'hmac-sha256', 'hmac-sha512'] as const).filter((name) => name !== scheme.algorithm);
    return receive(ground, send(ground, { scheme: { ...scheme, algorithm: pick(random, others) } }), ground.body);
  },
  SecondSecret(ground) {
    const previous = makeSecret(ground.random, ground.scheme);
    const delivery = receive(ground, send(ground, { secret: previous }), ground.body);
    return ground.random() < 0.5
      ? { ...delivery, secrets: [ground.secret, previous] }
      : { ...delivery, otherSecrets: [previous] };
  },
  EmptyBody(ground) {
    if (ground.random() < 0.5) return receive(ground, send(ground), ground.body, '');
    return receive(ground, send(ground, { body: '' }), ground.body);
  },
  WrongSignatureEncoding(ground) {
    const encoding = ground.scheme.encoding === 'hex' ? 'base64' : 'hex';
    return receive(ground, send(ground, { scheme: { ...ground.scheme, encoding } }), ground.body);
  },
  WrongContent(ground) {
    if (!ground.scheme.timestamp || !ground.scheme.content.includes('$timestamp')) return undefined;
    const content = pick(ground.random, [['$body'], ['$timestamp', '|', '$body'], ['$timestamp', '_', '$body']]);
    if (content.join() === ground.scheme.content.join()) return undefined;
    return receive(ground, send(ground, { scheme: { ...ground.scheme, content } }), ground.body);
  },
  BodyReencoded(ground) {
    const sent = `\ufeff${ground.body}`;
    return ground.scheme.content.includes('$form')
      ? undefined
      : receive(ground, send(ground, { body: sent }), sent, ground.body);
  },
};

function swapUnit(ground: Ground, from: 'seconds' | 'milliseconds', to: 'seconds' | 'milliseconds') {
  const { scheme } = ground;
  if (scheme.timestamp?.unit !== from) return undefined;
  const signed = send(ground, { scheme: { ...scheme, timestamp: { ...scheme.timestamp, unit: to } } });
  return { ...receive(ground, signed, ground.body), toleranceSeconds: 300 };
}

const names = Object.keys(presets) as PresetName[];

/** One delivery with one mistake of a kind, under a random preset for which it is one. */
export function makeMistake(random: Random, kind: keyof typeof mistakes): Mistake {
  for (;;) {
    const preset = pick(random, names);
    const scheme = presets[preset];
    // Private keys are tried in tests of their own.
    if (!isHmac(scheme)) continue;
    const ground = { random, scheme, secret: makeSecret(random, scheme), body: makeBody(random, scheme) };
    const options = mistakes[kind]!(ground);
    if (options) return { cause: kind === 'none' ? undefined : kind, preset, options };
  }
}
