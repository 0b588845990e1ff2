/** How a generated client sends its token: the security schemes of a contract, as the client needs to know them. */
import type { Contract, SecurityScheme } from '../contract/types.ts';

/** One credential and the place it travels in. */
export interface Credential {
  /** Key of the scheme in the document. */
  readonly scheme: string;
  readonly in: 'header' | 'query';
  /** Name of the header or query parameter. */
  readonly name: string;
  /** What stands before the token, e.g. `Bearer `. */
  readonly prefix: string;
  /** The token is `user:password` and goes out in Base64. */
  readonly base64: boolean;
  /** It is the only one, and no operation fails without it. */
  readonly optional: boolean;
}

/**
 * The credentials a client may have to send, the one that most operations ask for first.
 * `oauth2` and `openIdConnect` send the access token as a bearer token (RFC 6750); `mutualTLS` sends nothing.
 */
export function listCredentials(contract: Contract): Credential[] {
  const uses = new Map<string, number>();
  for (const operation of contract.operations) {
    for (const requirement of operation.security) {
      for (const { scheme } of requirement) uses.set(scheme, (uses.get(scheme) ?? 0) + 1);
    }
  }
  const credentials = contract.securitySchemes
    .filter((scheme) => uses.has(scheme.name))
    .toSorted((a, b) => (uses.get(b.name) ?? 0) - (uses.get(a.name) ?? 0))
    .flatMap((scheme) => toCredential(scheme) ?? []);
  const isOpen = contract.operations.every(
    ({ security }) => security.length === 0 || security.some((requirement) => requirement.length === 0),
  );
  return credentials.length === 1 && isOpen ? [{ ...credentials[0]!, optional: true }] : credentials;
}

function toCredential(scheme: SecurityScheme): Credential | undefined {
  const base = {
    scheme: scheme.name,
    in: 'header',
    name: 'Authorization',
    prefix: '',
    base64: false,
    optional: false,
  } as const;
  switch (scheme.type) {
    case 'http':
      if (scheme.scheme === 'basic') return { ...base, prefix: 'Basic ', base64: true };
      return { ...base, prefix: scheme.scheme === 'bearer' ? 'Bearer ' : `${scheme.scheme ?? ''} ` };
    case 'apiKey':
      if (scheme.in === 'cookie') return { ...base, name: 'Cookie', prefix: `${scheme.parameterName ?? scheme.name}=` };
      return { ...base, in: scheme.in ?? 'header', name: scheme.parameterName ?? scheme.name };
    case 'oauth2':
    case 'openIdConnect':
      return { ...base, prefix: 'Bearer ' };
    case 'mutualTLS':
      return undefined;
  }
}
