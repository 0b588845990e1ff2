/** A request as a curl line that works when pasted into a POSIX shell; credentials come from variables. */
import type { SecurityScheme } from '../contract/types.ts';
import type { Credentials } from './case.ts';
import { authorize, isInOtherCase } from './credentials.ts';
import { quoteRepeated, toBodyCommand, toFormFlags } from './curl-unusual.ts';
import type { Sent, WireRequest } from './exchange.ts';

const VARIABLES = {
  main: 'HOOKSPEC_TOKEN',
  second: 'HOOKSPEC_SECOND_TOKEN',
  limited: 'HOOKSPEC_LIMITED_TOKEN',
  revoked: 'HOOKSPEC_REVOKED_TOKEN',
} as const;

const PLACE = '__HOOKSPEC_CREDENTIAL__';
/** The mark as Basic authentication carries it. */
const ENCODED = Buffer.from(`${PLACE}:`).toString('base64');

/** A request whose credentials are a mark, and how the mark reads in a shell. */
export interface PlacedRequest {
  readonly request: WireRequest;
  /** Puts the shell's variable in the place of the mark. */
  place(text: string): string;
  /** What stands for the credentials, e.g. `$HOOKSPEC_TOKEN`. */
  readonly shown: string;
}

/** Puts a mark where the credentials of a request stand, so that they never meet what is shown. */
export function placeCredentials(
  request: WireRequest,
  scheme: SecurityScheme | undefined,
  credentials: Credentials,
  mainToken: string,
): PlacedRequest {
  const shown = toShell(credentials, mainToken);
  const placed = authorize(request, scheme, toPlaced(credentials), PLACE);
  const place = (text: string): string =>
    text.replaceAll(PLACE, () => shown).replaceAll(ENCODED, () => `base64(${shown}:)`);
  return { request: placed, shown, place };
}

/** A request whose credentials are a mark, and how the mark reads in a replay: `${token}`, `${token:8}rest`. */
export function markCredentials(
  { request, credentials }: Pick<Sent, 'request' | 'credentials'>,
  scheme: SecurityScheme | undefined,
  mainToken: string,
): { readonly request: WireRequest; name(text: string): string } {
  const { same, rest } = splitToken(credentials, mainToken);
  const shown = credentials.kind === 'token' && credentials.name !== 'main' ? `${credentials.name}_token` : 'token';
  const part = same === undefined ? shown : `${shown}:${same}`;
  const plain = same === 0 ? rest : `\${${part}}${rest}`;
  const encoded = same === 0 ? Buffer.from(`${rest}:`).toString('base64') : `\${base64:${part}}`;
  const name = (text: string): string => text.replaceAll(PLACE, () => plain).replaceAll(ENCODED, () => encoded);
  return { request: authorize(request, scheme, toPlaced(credentials), PLACE), name };
}

/**
 * @param request without credentials
 * @param mainToken only compared with: a token that begins like it is shown as a part of the variable
 */
export function toCurl(
  request: WireRequest,
  scheme: SecurityScheme | undefined,
  credentials: Credentials,
  mainToken: string,
): string {
  const placed = placeCredentials(request, scheme, credentials, mainToken);
  const { shown } = placed;
  const { url, headers } = placed.request;
  const parts = ['curl -i'];
  if (request.method === 'HEAD') parts.push('-I');
  else if (request.method !== 'GET') parts.push(`-X ${request.method}`);
  const put = (text: string): string => quoteRepeated(quote(text, shown), request.repeated);
  parts.push(...toFormFlags(request), put(url));
  for (const [name, value] of Object.entries(headers)) {
    if (DEFAULTS[name] === value) continue;
    // curl encodes what comes after -u by itself, and drops a header without a value unless a semicolon ends it.
    if (value === `Basic ${ENCODED}`) parts.push(`-u "${shown}${mainToken.includes(':') ? '' : ':'}"`);
    else parts.push(`-H ${put(value === '' ? `${name};` : `${name}: ${value}`)}`);
  }
  if (request.body !== undefined && headers['content-type'] === undefined) parts.push(`-H 'content-type:'`);
  const command = toBodyCommand(request);
  if (command !== undefined) return `${command} | ${[...parts, '--data-binary @-'].join(' ')}`;
  if (request.body !== undefined) parts.push(`--data-raw ${quote(request.body, shown)}`);
  return parts.join(' ');
}

function toPlaced(credentials: Credentials): Credentials {
  return 'token' in credentials ? { ...credentials, token: PLACE } : credentials;
}

function toShell(credentials: Credentials, mainToken: string): string {
  if (credentials.kind === 'token') return `$${VARIABLES[credentials.name]}`;
  const { same, rest } = splitToken(credentials, mainToken);
  if (same === undefined) return `$${VARIABLES.main}`;
  if (same === 0) return rest;
  if (same === mainToken.length) return `\${${VARIABLES.main}}${rest}`;
  // Whoever sees the letters in the other case has the token.
  if ('token' in credentials && isInOtherCase(credentials.token, mainToken))
    return `$(printf %.${same}s "$${VARIABLES.main}")$(printf %s "$${VARIABLES.main}" | tail -c +${same + 1} | tr a-zA-Z A-Za-z)`;
  return `$(printf %.${same}s "$${VARIABLES.main}")${rest}`;
}

/** How much of the main token a wrong one begins with, and what follows; `same` is undefined for right tokens. */
function splitToken(credentials: Credentials, mainToken: string): { readonly same?: number; readonly rest: string } {
  if (credentials.kind !== 'wrong') return { rest: '' };
  const { token } = credentials;
  let same = 0;
  while (same < token.length && token[same] === mainToken[same]) same += 1;
  return { same, rest: token.slice(same) };
}

/** Headers that every request of a run has, and no server needs. */
const DEFAULTS: Readonly<Record<string, string>> = { accept: 'application/json', 'user-agent': 'hookspec-check' };

/** Single quotes, except around the credential, which the shell has to put in. */
function quote(text: string, shown: string): string {
  if (!text.includes(PLACE) && !text.includes(ENCODED)) return `'${text.replaceAll("'", `'\\''`)}'`;
  const escaped = text.replace(/[\\"$`]/g, '\\$&');
  const encoded = `$(printf %s "${shown}:" | base64 | tr -d '\n')`;
  return `"${escaped.replaceAll(PLACE, () => shown).replaceAll(ENCODED, () => encoded)}"`;
}
