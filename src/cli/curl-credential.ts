/** A credential that a mock accepts, as its security schemes say. */
import type { Contract, Operation, SecurityScheme } from '../contract/types.ts';

/** Where a credential travels. */
export interface CurlCredential {
  /** `Name: value`. */
  readonly headers: readonly string[];
  readonly query: readonly (readonly [string, string])[];
}

const FORMS: Readonly<Record<string, string>> = {
  // user:password
  basic: 'dXNlcjpwYXNzd29yZA==',
  digest: 'username="user", realm="mock", nonce="1", uri="/", response="1"',
};

/**
 * The credential for an operation: by its first alternative that wants one, or none where none is needed.
 * @param token a key that the contract lists; without it any well-formed credential will do
 */
export function toCredential(contract: Contract, { security }: Operation, token: string | undefined): CurlCredential {
  const isOptional = security.some((requirement) => requirement.length === 0);
  // Without a key nobody gains anything by naming themselves.
  const chosen = isOptional && token === undefined ? [] : (security.find(({ length }) => length > 0) ?? []);
  const headers: string[] = [];
  const query: (readonly [string, string])[] = [];
  const cookies: string[] = [];
  for (const { scheme: name } of chosen) {
    const scheme = contract.securitySchemes.find((candidate) => candidate.name === name);
    if (scheme?.type === 'mutualTLS') continue;
    const { parameterName = '' } = scheme ?? {};
    if (scheme?.type !== 'apiKey') headers.push(`Authorization: ${toAuthorization(scheme, token)}`);
    else if (scheme.in === 'query') query.push([parameterName, token ?? 'any']);
    else if (scheme.in === 'cookie') cookies.push(`${parameterName}=${token ?? 'any'}`);
    else headers.push(`${parameterName}: ${token ?? 'any'}`);
  }
  return { headers: cookies.length === 0 ? headers : [...headers, `Cookie: ${cookies.join('; ')}`], query };
}

function toAuthorization(scheme: SecurityScheme | undefined, token: string | undefined): string {
  const form = scheme?.type === 'http' ? (scheme.scheme ?? 'bearer') : 'bearer';
  return `${form[0]!.toUpperCase()}${form.slice(1)} ${token ?? FORMS[form] ?? 'any'}`;
}
