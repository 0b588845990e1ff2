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

/**
 * @param request without credentials
 * @param mainToken only compared with: a cut token is shown as a part of the variable
 */
export function toCurl(
  request: WireRequest,
  scheme: SecurityScheme | undefined,
  credentials: Credentials,
  mainToken: string,
): string {
  const shown = toShell(credentials, mainToken);
  const { url, headers } = authorize(request, scheme, toPlaced(credentials), PLACE);
  const parts = ['curl -i'];
  if (request.method === 'HEAD') parts.push('-I');
  else if (request.method !== 'GET') parts.push(`-X ${request.method}`);
  parts.push(quote(url, shown));
  for (const [name, value] of Object.entries(headers)) {
    if (name === 'accept' || name === 'user-agent') continue;
    // curl encodes what comes after -u by itself.
    if (value.startsWith('Basic ')) parts.push(`-u "${shown}:"`);
    else parts.push(`-H ${quote(`${name}: ${value}`, shown)}`);
  }
  if (request.body !== undefined) parts.push(`--data-raw ${quote(request.body, shown)}`);
  return parts.join(' ');
}

function toPlaced(credentials: Credentials): Credentials {
  return credentials.kind === 'token' || credentials.kind === 'wrong' ? { ...credentials, token: PLACE } : credentials;
}

function toShell(credentials: Credentials, mainToken: string): string {
  if (credentials.kind === 'token') return `$${VARIABLES[credentials.name]}`;
  if (credentials.kind !== 'wrong') return `$${VARIABLES.main}`;
  if (!mainToken.startsWith(credentials.token)) return credentials.token;
  return `$(printf %.${credentials.token.length}s "$${VARIABLES.main}")`;
}

/** Single quotes, except around the credential, which the shell has to put in. */
function quote(text: string, shown: string): string {
  if (!text.includes(PLACE)) return `'${text.replaceAll("'", `'\\''`)}'`;
  const escaped = text.replace(/[\\"$`]/g, '\\$&');
  return `"${escaped.replaceAll(PLACE, shown)}"`;
}
