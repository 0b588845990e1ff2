/** Which keys of a run belong to the tenant of the main token, and which to another one. */
import type { CaseRun, Credentials } from './case.ts';

/** Credentials of the second token, when it belongs to another tenant as far as is known. */
export function otherTenant({ contract, tokens }: Pick<CaseRun, 'contract' | 'tokens'>): Credentials | undefined {
  if (tokens.second === undefined || isSameTenant(contract, tokens)) return undefined;
  return { kind: 'token', name: 'second', token: tokens.second };
}

/** Credentials of another key of the main token's tenant, when the contract lists one. */
export function otherKey({ contract, tokens }: Pick<CaseRun, 'contract' | 'tokens'>): Credentials | undefined {
  const keys = contract.behaviour.keys?.list ?? [];
  const main = keys.find(({ token }) => token === tokens.main);
  if (!main) return undefined;
  const other = keys.find(
    ({ token, tenant, status, scopes }) =>
      token !== main.token &&
      tenant === main.tenant &&
      status === 'active' &&
      main.scopes.every((scope) => scopes.includes(scope)),
  );
  return other && { kind: 'token', name: 'second', token: other.token };
}

function isSameTenant(contract: CaseRun['contract'], tokens: CaseRun['tokens']): boolean {
  const find = (token: string | undefined): string | undefined =>
    contract.behaviour.keys?.list.find((key) => key.token === token)?.tenant;
  const main = find(tokens.main);
  return main !== undefined && main === find(tokens.second);
}
