import { findScheme, namesScheme } from '../credentials.ts';
import { defineAuthCheck } from './auth-cases.ts';

/** The right token under another scheme of `Authorization` is refused. */
export const wrongScheme = defineAuthCheck({
  name: 'wrong-scheme',
  code: 'WrongSchemeAccepted',
  title: 'with the token under another authentication scheme',
  message: 'to the token under another authentication scheme',
  condition: 'unauthenticated',
  on: 'methods',
  reason: 'malformed',
  implied: ['AuthenticationNotEnforced', 'WrongTokenAccepted'],
  credentials: ({ contract }, { operation }) =>
    namesScheme(findScheme(contract, operation)) ? [{ kind: 'otherScheme' }] : undefined,
});
