/** A request as a curl line that works when pasted into a POSIX shell; credentials come from variables. */
import type { SecurityScheme } from '../contract/types.ts';
import type { Credentials } from './case.ts';
import { authorize } from './credentials.ts';
import type { WireRequest } from './exchange.ts';

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
  parts.push(quote(url, shown));
  for (const [name, value] of Object.entries(headers)) {
    if (DEFAULTS[name] === value) continue;
    // curl encodes what comes after -u by itself, and drops a header without a value unless a semicolon ends it.
    if (value === `Basic ${ENCODED}`) parts.push(`-u "${shown}${mainToken.includes(':') ? '' : ':'}"`);
    else parts.push(`-H ${value === '' ? quote(`${name};`, shown) : quote(`${name}: ${value}`, shown)}`);
  }
  if (request.body !== undefined && headers['content-type'] === undefined) parts.push(`-H 'content-type:'`);
  if (request.body !== undefined) parts.push(`--data-raw ${quote(request.body, shown)}`);
  return parts.join(' ');
}

function toPlaced(credentials: Credentials): Credentials {
  return 'token' in credentials ? { ...credentials, token: PLACE } : credentials;
}

function toShell(credentials: Credentials, mainToken: string): string {
  if (credentials.kind === 'token') return `$${VARIABLES[credentials.name]}`;
  if (credentials.kind !== 'wrong') return `$${VARIABLES.main}`;
  const { token } = credentials;
  let same = 0;
  while (same < token.length && token[same] === mainToken[same]) same += 1;
  if (same === 0) return token;
  const rest = token.slice(same);
  if (same === mainToken.length) return `\${${VARIABLES.main}}${rest}`;
  return `$(printf %.${same}s "$${VARIABLES.main}")${rest}`;
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
