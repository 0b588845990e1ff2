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
  const token = credentials.kind === 'otherScheme' ? mainToken : credentials.token;
  if (scheme.type === 'apiKey') return putApiKey(request, scheme, token);
  const isBasic = scheme.type === 'http' && scheme.scheme === 'basic';
  const basic = `Basic ${Buffer.from(token.includes(':') ? token : `${token}:`).toString('base64')}`;
  const usesBasic = isBasic !== (credentials.kind === 'otherScheme');
  return withHeader(request, 'authorization', usesBasic ? basic : `Bearer ${token}`);
}

/**
 * Tokens that no server may know: cut to the prefix and three characters, and of another prefix. Neither matches the
 * pattern of fresh test keys.
 * @throws Error when both match it, which the shape of such patterns rules out
 */
export function wrongTokens(contract: Contract, token: string): { readonly cut: string; readonly other: string } {
  const { prefix = /^([A-Za-z]{2,8}[_-]){1,2}/.exec(token)?.[0] ?? '', fresh } = contract.behaviour.keys ?? {};
  const start = prefix !== '' && token.startsWith(prefix) ? prefix : '';
  const cut = start + token.slice(start.length, start.length + 3);
  const other = `hookspec_wrong_${'0'.repeat(16)}`;
  const cutTokens = [cut, `${start}x`, 'x'].find(
    (candidate) => candidate !== token && candidate !== '' && !matches(fresh, candidate),
  );
  const otherTokens = [other, `!${other}`, '-'].find((candidate) => candidate !== token && !matches(fresh, candidate));
  if (cutTokens === undefined || otherTokens === undefined)
    throw new Error('every wrong token matches the pattern of fresh keys');
  return { cut: cutTokens, other: otherTokens };
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
