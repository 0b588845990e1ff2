/** References in the texts of a replay: `${create.id}` to an earlier answer, `${token}` to a credential. */
import { Buffer } from 'node:buffer';
import type { Json } from '../../contract/types.ts';
import { HookspecError } from '../../errors.ts';

/** Credentials that a replay may ask for. */
export const tokenNames = ['token', 'second_token', 'limited_token', 'revoked_token'] as const;

/** Name of a credential in a replay. */
export type TokenName = (typeof tokenNames)[number];

/** What stands for a text, or a number, that changes from run to run. */
export const ANY = '${any}';
export const ANY_NUMBER = '${number}';

const REFERENCE = /\$\{([^{}]+)\}/g;
const TOKEN = /^(base64:)?(token|second_token|limited_token|revoked_token)(?::(\d+))?$/;

/** What references are filled with. */
export interface Filling {
  readonly tokens: Readonly<Partial<Record<TokenName, string>>>;
  /** `create.id` → value. */
  readonly captured: ReadonlyMap<string, unknown>;
}

/** The credentials that texts ask for. */
export function findTokens(texts: readonly string[]): TokenName[] {
  const names = texts.flatMap((text) => [...text.matchAll(REFERENCE)].map(([, name]) => TOKEN.exec(name!)?.[2]));
  return tokenNames.filter((name) => names.includes(name));
}

/** @throws HookspecError InvalidReplay for a reference to what is not there */
export function fillText(text: string, filling: Filling, encode: (value: string) => string = (value) => value): string {
  return text.replace(REFERENCE, (whole, name: string) => {
    if (whole === ANY || whole === ANY_NUMBER) return whole;
    const token = toToken(name, filling);
    if (token !== undefined) return token;
    if (!filling.captured.has(name)) throw unknown(name);
    return encode(String(filling.captured.get(name)));
  });
}

/** A text that is nothing but a reference becomes the value itself, so that numbers stay numbers. */
export function fillJson(value: Json, filling: Filling): Json {
  if (typeof value === 'string') {
    const name = /^\$\{([^{}]+)\}$/.exec(value)?.[1];
    const captured = name === undefined ? undefined : filling.captured.get(name);
    return captured === undefined ? fillText(value, filling) : (captured as Json);
  }
  if (Array.isArray(value)) return value.map((entry) => fillJson(entry as Json, filling));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, fillJson(entry as Json, filling)]));
}

function toToken(name: string, { tokens }: Filling): string | undefined {
  const [, isEncoded, token, length] = TOKEN.exec(name) ?? [];
  if (token === undefined) return undefined;
  const value = tokens[token as TokenName] ?? '';
  const shown = length === undefined ? value : value.slice(0, Number(length));
  return isEncoded ? Buffer.from(shown.includes(':') ? shown : `${shown}:`).toString('base64') : shown;
}

function unknown(name: string): HookspecError {
  return new HookspecError('InvalidReplay', `The replay refers to \${${name}}, which no earlier step captures`);
}
