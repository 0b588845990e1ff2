/** Who calls: credentials to tenant, scopes and plan, or why they are refused. */
import type { Keys } from '../contract/behaviour.ts';
import type { Contract, SecurityRequirement, SecurityScheme } from '../contract/types.ts';
import { createCredentialReader, type CredentialReader } from './credentials.ts';
import { toDigest } from '../contract/digest.ts';
import type { PlainRequest } from './message.ts';

/** A caller whose credentials hold. State belongs to the tenant, quotas to the key or the tenant. */
export interface Caller {
  readonly key: string;
  readonly tenant: string;
  readonly scopes: readonly string[] | 'all';
  readonly plan?: string | undefined;
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

/** Checks the credentials of one request against the alternatives of one operation. */
export type Authenticator = (request: PlainRequest) => Authentication;

type Identify = (token: string) => Authentication;
type Step = { readonly read: CredentialReader; readonly scopes: readonly string[] };

const ANONYMOUS: Caller = { key: 'anonymous', tenant: 'anonymous', scopes: 'all', unmetered: false };
const NOBODY: Authentication = { caller: ANONYMOUS };
const TRANSIENT = 'fresh:';

/** Whether a tenant came from a key that nobody listed: such a tenant may be forgotten when there are too many. */
export function isTransientTenant(tenant: string): boolean {
  return tenant.startsWith(TRANSIENT);
}

/**
 * Prepares the authentication of a contract, one authenticator per operation. Without `x-keys` any well-formed
 * credential is a tenant of its own.
 */
export function createAuthenticators(contract: Contract): (security: readonly SecurityRequirement[]) => Authenticator {
  const schemes = new Map(contract.securitySchemes.map((scheme) => [scheme.name, scheme]));
  const identify = createKeyTable(contract.behaviour.keys);
  return (security) => createAuthenticator(security, schemes, identify);
}

function createAuthenticator(
  security: readonly SecurityRequirement[],
  schemes: ReadonlyMap<string, SecurityScheme>,
  identify: Identify,
): Authenticator {
  if (security.length === 0) return () => NOBODY;
  const alternatives = security.map((requirement) =>
    requirement.map(({ scheme, scopes }): Step => ({ read: createCredentialReader(schemes.get(scheme)), scopes })),
  );
  return (request) => {
    let refusal: Refusal | undefined;
    for (const steps of alternatives) {
      const result = check(steps, request, identify);
      if ('caller' in result) return result;
      refusal = prefer(refusal, result.refusal);
    }
    return { refusal: refusal! };
  };
}

function check(steps: readonly Step[], request: PlainRequest, identify: Identify): Authentication {
  let authentication = NOBODY;
  for (const { read, scopes } of steps) {
    const credential = read(request);
    if (typeof credential !== 'string') return { refusal: { condition: 'unauthenticated', ...credential } };
    authentication = identify(credential);
    if ('refusal' in authentication) return authentication;
    const granted = authentication.caller.scopes;
    const missing = granted === 'all' ? undefined : scopes.find((scope) => !granted.includes(scope));
    if (missing !== undefined) {
      return { refusal: { condition: 'forbidden', scope: missing, text: `The key lacks the scope ${missing}` } };
    }
  }
  return authentication;
}

function createKeyTable(keys: Keys | undefined): Identify {
  if (!keys) return (token) => ({ caller: toTransient(token, 'all', undefined) });
  const listed = new Map(
    keys.list.map(({ token, name: key, tenant, scopes, plan, unmetered, status }): [string, Authentication] => {
      if (status === 'expired') return [token, refuse('expired', 'The key has expired')];
      if (status === 'revoked') return [token, refuse('revoked', 'The key has been revoked')];
      return [token, { caller: { key, tenant, scopes, plan, unmetered } }];
    }),
  );
  const fresh = keys.fresh === undefined ? undefined : new RegExp(`^(?:${keys.fresh})$`);
  const unknown = refuse('unknown', 'The key is not known');
  return (token) =>
    listed.get(token) ?? (fresh?.test(token) ? { caller: toTransient(token, keys.scopes, keys.plan) } : unknown);
}

function toTransient(token: string, scopes: Caller['scopes'], plan: string | undefined): Caller {
  const name = TRANSIENT + toDigest(token);
  return { key: name, tenant: name, scopes, plan, unmetered: false };
}

function refuse(reason: 'unknown' | 'expired' | 'revoked', text: string): Authentication {
  return { refusal: { condition: 'unauthenticated', reason, text } };
}

// A caller who got as far as a missing scope learns that, not that another alternative was not tried.
function prefer(first: Refusal | undefined, second: Refusal): Refusal {
  return first?.condition === 'forbidden' || (first && first.condition === second.condition) ? first : second;
}
