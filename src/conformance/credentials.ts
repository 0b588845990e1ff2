/** Credentials on a request: the right ones, none, and ones that cannot be right. */
import { fullMatch } from './patterns.ts';
import type { Contract, Operation, SecurityScheme } from '../contract/types.ts';
import type { Credentials } from './case.ts';
import type { WireRequest } from './exchange.ts';
import { addQuery } from './wire.ts';

/** The scheme that a token is for: of the first alternative that needs one. */
export function findScheme(contract: Contract, operation: Operation): SecurityScheme | undefined {
  const needed = operation.security.find((alternative) => alternative.length > 0)?.[0];
  return contract.securitySchemes.find((scheme) => scheme.name === needed?.scheme);
}

/** Whether an operation refuses requests without credentials. */
export function needsCredentials(operation: Operation): boolean {
  return operation.security.length > 0 && operation.security.every((alternative) => alternative.length > 0);
}

/** Scopes that every alternative of an operation asks for, of its first one. */
export function scopesOf(operation: Operation): readonly string[] {
  return operation.security.find((alternative) => alternative.length > 0)?.flatMap(({ scopes }) => scopes) ?? [];
}

/** Whether a scheme has another one to be confused with: `Authorization` names its scheme. */
export function namesScheme(scheme: SecurityScheme | undefined): boolean {
  return scheme !== undefined && scheme.type !== 'apiKey' && scheme.type !== 'mutualTLS';
}

/** The request with credentials in the place where the operation's scheme wants them. */
export function authorize(
  request: WireRequest,
  scheme: SecurityScheme | undefined,
  credentials: Credentials,
  mainToken: string,
): WireRequest {
  if (!scheme || credentials.kind === 'none') return request;
  if (credentials.kind === 'inQuery')
    return { ...request, url: QUERY_NAMES.reduce((url, name) => addQuery(url, name, mainToken), request.url) };
  const token = 'token' in credentials ? credentials.token : mainToken;
  if (scheme.type === 'apiKey') return putApiKey(request, scheme, credentials.kind.startsWith('empty') ? '' : token);
  const isBasic = scheme.type === 'http' && scheme.scheme === 'basic';
  const usesBasic = isBasic !== (credentials.kind === 'otherScheme');
  const name = usesBasic ? 'Basic' : 'Bearer';
  const basic = (): string => Buffer.from(token.includes(':') ? token : `${token}:`).toString('base64');
  const value = usesBasic ? basic() : token;
  if (credentials.kind === 'emptyHeader') return withHeader(request, 'authorization', '');
  if (credentials.kind === 'emptyToken') return withHeader(request, 'authorization', `${name} `);
  if (credentials.kind === 'noScheme') return withHeader(request, 'authorization', value);
  if (credentials.kind === 'unknownScheme') return withHeader(request, 'authorization', `Token ${value}`);
  const shown = credentials.kind === 'lowerCase' ? name.toLowerCase() : name;
  return withHeader(request, 'authorization', `${shown} ${value}`);
}

/** Names under which servers look for a token in the query: that of RFC 6750, section 2.3, and the usual ones. */
const QUERY_NAMES = ['access_token', 'token', 'api_key', 'apikey', 'key'];

/**
 * Tokens that differ from the right one in as little as possible: one character less, one more, the last one changed,
 * its letters in the other case; and one that only begins like it.
 * A server that knows tokens by their form alone may take them for those of other tenants, so that only one thing
 * speaks against it: that such a token shows what belongs to the right one.
 */
export function nearTokens(token: string): string[] {
  if (token.length < 8) return [];
  // The last character of a signature in Base64 may carry no bit that counts.
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return [token.slice(0, -4)];
  const body = token.slice(0, -1);
  const last = token.at(-1)!;
  const changed = /[0-8]/.test(last) ? String(Number(last) + 1) : last === 'a' ? 'b' : 'a';
  const half = Math.ceil(token.length / 2);
  const other = swapCase(token);
  return [
    body,
    `${token}x`,
    body + changed,
    token.slice(0, half) + 'x'.repeat(token.length - half),
    ...(other === undefined ? [] : [other]),
  ];
}

/** Words before the part of a token that is a secret, e.g. `sk_live_`. */
const PREFIX = /^(?:[A-Za-z]{2,12}[_-])*/;

/** A token with the letters after its prefix in the other case; undefined where case may say nothing, as in hex. */
function swapCase(token: string): string | undefined {
  const start = PREFIX.exec(token)![0];
  const rest = token.slice(start.length);
  if (!/^[\x21-\x7e]*[g-z][\x21-\x7e]*$/i.test(rest)) return undefined;
  const swapped = [...rest].map((letter) => (/[a-z]/.test(letter) ? letter.toUpperCase() : letter.toLowerCase()));
  return start + swapped.join('');
}

/** Whether a token is another one in another case. */
export function isInOtherCase(token: string, right: string): boolean {
  return token !== right && token.toLowerCase() === right.toLowerCase();
}

/** Tokens that no server may know; without one where every candidate is the right token, or could be a fresh key. */
export interface WrongTokens {
  /** Cut to the prefix and three characters. */
  readonly cut?: string;
  /** Of another prefix. */
  readonly other?: string;
  /**
   * With the prefix and the length of the right one. A server that knows tokens by their form alone may give it a
   * tenant of its own, which has none of what belongs to the right one.
   */
  readonly alike?: string;
}

/** Why a case is skipped that needs the one or the other. */
export const NO_WRONG_TOKEN: Readonly<Record<'cut' | 'other', string>> = {
  cut: 'the token is too short to be cut, or the pattern of fresh keys takes any text',
  other: 'the pattern of fresh keys takes any text, so no token is surely wrong',
};

/** Wrong tokens for a right one. None is the right one, and none matches the pattern of fresh test keys. */
export function wrongTokens(contract: Contract, token: string): WrongTokens {
  const { prefix = /^[A-Za-z]{2,8}[_-]/.exec(token)?.[0] ?? '', fresh } = contract.behaviour.keys ?? {};
  const start = prefix !== '' && token.startsWith(prefix) ? prefix : '';
  const pick = (...candidates: string[]): string | undefined =>
    candidates.find((candidate) => candidate !== '' && candidate !== token && !matches(fresh, candidate));
  const cut = pick(start + token.slice(start.length, start.length + 3), `${start}x`, 'x');
  const unknown = `hookspec_wrong_${'0'.repeat(16)}`;
  const other = pick(unknown, `!${unknown}`, '-');
  const alike = toAlike(token);
  return {
    ...(cut !== undefined && { cut }),
    ...(other !== undefined && { other }),
    ...(token.length >= 8 && alike !== token && { alike }),
  };
}

/** Tells nothing of the token but its form. */
function toAlike(token: string): string {
  const start = PREFIX.exec(token)![0];
  const rest = token.slice(start.length);
  return start + rest.replaceAll(/\d/g, '0').replaceAll(/[a-z]/g, 'a').replaceAll(/[A-Z]/g, 'A');
}

function matches(pattern: string | undefined, token: string): boolean {
  return pattern !== undefined && fullMatch(pattern, token);
}

function putApiKey(request: WireRequest, scheme: SecurityScheme, token: string): WireRequest {
  const name = scheme.parameterName ?? '';
  if (scheme.in === 'query') return { ...request, url: addQuery(request.url, name, token) };
  if (scheme.in === 'header') return withHeader(request, name.toLowerCase(), token);
  const cookie = request.headers['cookie'];
  return withHeader(request, 'cookie', `${cookie === undefined ? '' : `${cookie}; `}${name}=${token}`);
}

function withHeader(request: WireRequest, name: string, value: string): WireRequest {
  return { ...request, headers: { ...request.headers, [name]: value } };
}
