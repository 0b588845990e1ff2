/** Text with generators in braces: how a provider's ids, secrets and keys look. */

/** A source of numbers in [0, 1). */
export type Random = () => number;

/** What a template needs besides its text. `now` is in milliseconds since 1970. */
export interface TemplateContext {
  readonly random: Random;
  readonly now: () => number;
  /** The number of this value in a row that counts from 1; without it `{sequence}` is a number by chance. */
  readonly sequence?: () => number;
}

const HEX = '0123456789abcdef';
const DIGITS = '0123456789';
const BASE36 = '0123456789abcdefghijklmnopqrstuvwxyz';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const GENERATORS: Record<string, (context: TemplateContext, length: number) => string> = {
  uuid: ({ random }) => toUuid(random),
  ulid: ({ random, now }) => toUlid(random, now()),
  sequence: ({ random, sequence }) => String(sequence?.() ?? 1 + Math.floor(random() * 1e9)),
  hex: ({ random }, length) => toHex(random, length),
  digits: ({ random }, length) => pick(random, DIGITS, length),
  base36: ({ random }, length) => pick(random, BASE36, length),
  base62: ({ random }, length) => pick(random, BASE62, length),
  base64: ({ random }, length) => toBase64(random, length),
  base64url: ({ random }, length) =>
    toBase64(random, length).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
};

const PLACEHOLDER = /\{([a-z0-9]+)(?::(\d+))?\}/g;
const WITHOUT_LENGTH = new Set(['uuid', 'ulid', 'sequence']);

/** What is wrong with a template, as one sentence; undefined when it can be expanded. */
export function checkTemplate(template: string): string | undefined {
  for (const [placeholder, name, length] of template.matchAll(PLACEHOLDER)) {
    if (!Object.hasOwn(GENERATORS, name!)) return `"${placeholder}" is no generator; use ${names()}`;
    const wanted = WITHOUT_LENGTH.has(name!);
    if (wanted && length !== undefined) return `"${placeholder}" takes no length`;
    if (!wanted && !(Number(length) > 0)) return `"${placeholder}" needs a length, e.g. {${name}:16}`;
  }
  if (/[{}]/.test(template.replace(PLACEHOLDER, ''))) return `"${template}" has a brace that belongs to no generator`;
  return undefined;
}

// The templates of a contract are few and expanded with every request: each is taken apart once.
const prepared = new Map<string, readonly Part[]>();
type Part = string | ((context: TemplateContext) => string);

/** Replaces each generator of a template by a fresh value. Templates are checked when the contract is loaded. */
export function expandTemplate(template: string, context: TemplateContext): string {
  let parts = prepared.get(template);
  if (!parts) prepared.set(template, (parts = toParts(template)));
  let text = '';
  for (const part of parts) text += typeof part === 'string' ? part : part(context);
  return text;
}

function toParts(template: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of template.matchAll(PLACEHOLDER)) {
    const generate = GENERATORS[match[1]!];
    if (!generate) continue;
    const length = Number(match[2] ?? 0);
    parts.push(template.slice(end, match.index), (context) => generate(context, length));
    end = match.index + match[0].length;
  }
  return [...parts, template.slice(end)];
}

/** Whether a template stands for a number: ids that count are no texts. */
export function isNumeric(template: string): boolean {
  return template === '{sequence}';
}

/** A seeded source of numbers (mulberry32): the same seed gives the same sequence on every machine. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

// Codes first, text at the end: a text that grows by one character is costly to make and costly to read.
function pick(random: Random, alphabet: string, length: number): string {
  const codes: number[] = [];
  for (let i = 0; i < length; i++) codes.push(alphabet.charCodeAt(Math.floor(random() * alphabet.length)));
  return String.fromCharCode(...codes);
}

function toBase64(random: Random, length: number): string {
  let bytes = '';
  for (let i = 0; i < length; i++) bytes += String.fromCharCode(Math.floor(random() * 256));
  return btoa(bytes);
}

// Eight digits per number: ids and secrets are long, and made with every create.
function toHex(random: Random, length: number): string {
  const codes: number[] = [];
  let bits = 0;
  for (let i = 0; i < length; i++) {
    bits = i % 8 === 0 ? Math.floor(random() * 0x1_0000_0000) : bits >>> 4;
    codes.push(HEX.charCodeAt(bits & 15));
  }
  return String.fromCharCode(...codes);
}

function toUuid(random: Random): string {
  const hex = toHex(random, 32);
  const variant = HEX[8 + Math.floor(random() * 4)];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function toUlid(random: Random, now: number): string {
  let time = '';
  for (let rest = now, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) time = CROCKFORD[rest % 32] + time;
  return time + pick(random, CROCKFORD, 16);
}

function names(): string {
  return Object.keys(GENERATORS)
    .map((name) => (WITHOUT_LENGTH.has(name) ? `{${name}}` : `{${name}:N}`))
    .join(' ');
}
