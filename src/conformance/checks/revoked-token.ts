import { defineAuthCheck } from './auth-cases.ts';

/** A token that was revoked or has expired is refused. */
export const revokedToken = defineAuthCheck({
  name: 'revoked-token',
  code: 'RevokedTokenAccepted',
  title: 'with a revoked token',
  message: 'to a revoked token',
  condition: 'unauthenticated',
  on: 'methods',
  reason: 'revoked',
  token: 'revoked',
  implied: ['AuthenticationNotEnforced', 'WrongTokenAccepted'],
  credentials: ({ options }) =>
    options.tokens.revoked === undefined
      ? undefined
      : [{ kind: 'token', name: 'revoked', token: options.tokens.revoked }],
});
