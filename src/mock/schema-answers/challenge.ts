/** What a 401 asks for (RFC 9110, 11.6.1). */
import type { Contract, Operation, SecurityScheme } from '../../contract/types.ts';

/** The value of `WWW-Authenticate`; undefined where nothing but API keys is asked for, which have no scheme. */
export function toChallenge(contract: Contract, operation: Operation): string | undefined {
  const names = new Set(operation.security.flat().map(({ scheme }) => scheme));
  const challenges = contract.securitySchemes.filter(({ name }) => names.has(name)).map(toOne);
  return [...new Set(challenges.filter((challenge) => challenge !== undefined))].join(', ') || undefined;
}

function toOne({ type, scheme = '' }: SecurityScheme): string | undefined {
  if (type === 'oauth2' || type === 'openIdConnect') return 'Bearer';
  if (type !== 'http') return undefined;
  if (scheme === 'basic') return 'Basic realm="*"';
  if (scheme === 'digest') return 'Digest realm="*", nonce="abc123"';
  return scheme.charAt(0).toUpperCase() + scheme.slice(1);
}
