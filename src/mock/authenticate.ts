/** Who calls: credentials to tenant, scopes and plan, or why they are refused. */
import { createHash } from 'node:crypto';
import type { Keys } from '../contract/behaviour.ts';
import type { Contract, SecurityRequirement, SecurityScheme } from '../contract/types.ts';

/** A caller whose credentials hold. State belongs to the tenant, quotas to the key or the tenant. */
export interface Caller {
  readonly key: string;
  readonly tenant: string;
  readonly scopes: readonly string[] | 'all';
  readonly plan?: string;
  readonly unmetered: boolean;
}

/** Why a caller is refused. */
export type Refusal =
  | {
      readonly condition: 'unauthenticated';
      readonly reason: 'missing' | 'malformed' | 'unknown' | 'expired' | 'revoked';
      readonly text: string;
    }
  | { readonly condition: 'forbidden'; readonly scope: string; readonly text: string };

/** Result of {@link Authenticator}. */
export type Authentication = { readonly caller: Caller } | { readonly refusal: Refusal };

/** Checks the credentials of one request against the alternatives its operation lists. */
export type Authenticator = (
  security: readonly SecurityRequirement[],
  headers: Readonly<Record<string, string>>,
  query: URLSearchParams,
) => Authentication;

const ANONYMOUS: Caller = { key: 'anonymous', tenant: 'anonymous', scopes: 'all', unmetered: false };

/** Builds the authenticator of a contract. Without `x-keys` any well-formed credential is a tenant of its own. */
export function createAuthenticator(contract: Contract): Authenticator {
  const schemes = new Map(contract.securitySchemes.map((scheme) => [scheme.name, scheme]));
  const identify = createKeyTable(contract.behaviour.keys);
  return (security, headers, query) => {
    if (security.length === 0) return { caller: ANONYMOUS };
    let refusal: Refusal | undefined;
    for (const requirement of security) {
      const result = check(requirement, schemes, headers, query, identify);
      if ('caller' in result) return result;
      refusal = prefer(refusal, result.refusal);
    }
    return { refusal: refusal! };
  };
}

function check(
  requirement: SecurityRequirement,
  schemes: ReadonlyMap<string, SecurityScheme>,
  headers: Readonly<Record<string, string>>,
  query: URLSearchParams,
  identify: (token: string) => Authentication,
): Authentication {
  let caller = ANONYMOUS;
  for (const { scheme: name, scopes } of requirement) {
    const credential = readCredential(schemes.get(name), headers, query);
    if ('reason' in credential) return { refusal: { condition: 'unauthenticated', ...credential } };
    const result = identify(credential.token);
    if ('refusal' in result) return result;
    caller = result.caller;
    const missing = caller.scopes === 'all' ? undefined : scopes.find((scope) => !caller.scopes.includes(scope));
    if (missing !== undefined) {
      return { refusal: { condition: 'forbidden', scope: missing, text: `The key lacks the scope ${missing}` } };
    }
  }
  return { caller };
}

function createKeyTable(keys: Keys | undefined): (token: string) => Authentication {
  if (!keys)
    return (token) => ({ caller: { key: digest(token), tenant: digest(token), scopes: 'all', unmetered: false } });
  const listed = new Map(keys.list.map((key) => [key.token, key]));
  const fresh = keys.fresh === undefined ? undefined : new RegExp(`^(?:${keys.fresh})$`);
  return (token) => {
    const key = listed.get(token);
    if (key?.status === 'expired') return refuse('expired', 'The key has expired');
    if (key?.status === 'revoked') return refuse('revoked', 'The key has been revoked');
    if (key) {
      return {
        caller: {
          key: key.name,
          tenant: key.tenant,
          scopes: key.scopes,
          unmetered: key.unmetered,
          ...(key.plan === undefined ? {} : { plan: key.plan }),
        },
      };
    }
    if (!fresh?.test(token)) return refuse('unknown', 'The key is not known');
    const name = `fresh:${digest(token)}`;
    return {
      caller: {
        key: name,
        tenant: name,
        scopes: keys.scopes,
        unmetered: false,
        ...(keys.plan === undefined ? {} : { plan: keys.plan }),
      },
    };
  };
}

function refuse(reason: 'unknown' | 'expired' | 'revoked', text: string): Authentication {
  return { refusal: { condition: 'unauthenticated', reason, text } };
}

function readCredential(
  scheme: SecurityScheme | undefined,
  headers: Readonly<Record<string, string>>,
  query: URLSearchParams,
): { token: string } | { reason: 'missing' | 'malformed'; text: string } {
  if (scheme?.type === 'apiKey') {
    const name = scheme.parameterName ?? '';
    const token =
      scheme.in === 'query'
        ? query.get(name)
        : scheme.in === 'header'
          ? headers[name.toLowerCase()]
          : readCookie(headers.cookie, name);
    return token ? { token } : { reason: 'missing', text: `The ${scheme.in} ${name} is missing` };
  }
  if (scheme?.type === 'mutualTLS') return { token: 'mutual-tls' };
  const wanted = scheme?.type === 'http' ? (scheme.scheme ?? 'bearer') : 'bearer';
  const header = headers.authorization?.trim();
  if (!header) return { reason: 'missing', text: 'The Authorization header is missing' };
  const [, sent, token] = /^(\S+)\s+(\S.*)$/.exec(header) ?? [];
  if (sent?.toLowerCase() !== wanted || !token)
    return { reason: 'malformed', text: `The Authorization header must be "${wanted} TOKEN"` };
  return { token };
}

function readCookie(header: string | undefined, name: string): string | undefined {
  const pair = (header ?? '').split(';').find((part) => part.trim().startsWith(`${name}=`));
  return pair?.trim().slice(name.length + 1);
}

// A caller who got as far as a missing scope learns that, not that another alternative was not tried.
function prefer(first: Refusal | undefined, second: Refusal): Refusal {
  return first?.condition === 'forbidden' || (first && first.condition === second.condition) ? first : second;
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 16);
}
