/** API keys: the listed ones, and any that has the form of a fresh one. */

/** A key. Default: every scope, active, metered. */
export interface Key {
  readonly token: string;
  readonly tenant: string;
  readonly scopes?: readonly string[];
  readonly status?: 'expired' | 'revoked';
  readonly plan?: string;
  readonly unmetered?: boolean;
}

/** Finds the key of a request by its `Authorization` header; undefined when there is none that works. */
export type FindKey = (authorization: string | undefined) => Key | undefined;

/**
 * Creates the look-up. A token that fully matches `fresh` and is not listed is a tenant of its own.
 * @param plan plan of keys that name none
 */
export function createKeyring(listed: readonly Key[], fresh: RegExp, plan = ''): FindKey {
  const byToken = new Map(listed.map((key) => [key.token, { plan, ...key }]));
  const whole = new RegExp(`^(?:${fresh.source})$`);
  return (authorization) => {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return undefined;
    const key = byToken.get(token);
    if (key) return key.status === undefined ? key : undefined;
    return whole.test(token) ? { token, tenant: token, plan } : undefined;
  };
}

/** Whether a key may do what a scope allows. */
export function hasScope(key: Key, scope: string | undefined): boolean {
  return scope === undefined || key.scopes === undefined || key.scopes.includes(scope);
}
