import { findScheme } from '../credentials.ts';
import { defineAuthCheck } from './auth-cases.ts';

/** A token belongs where the contract wants it: URLs are written to logs and histories (RFC 6750, section 5.3). */
export const tokenInQuery = defineAuthCheck({
  name: 'token-in-query',
  code: 'TokenInQueryAccepted',
  title: 'with the token in the query',
  message: 'to a token that stands in the query',
  condition: 'unauthenticated',
  reason: 'missing',
  on: 'one',
  anyRefusal: true,
  implied: ['AuthenticationNotEnforced'],
  credentials({ contract }, { operation }) {
    const scheme = findScheme(contract, operation);
    const isInQuery = scheme?.type === 'apiKey' && scheme.in === 'query';
    return scheme === undefined || isInQuery ? undefined : [{ kind: 'inQuery' }];
  },
});
