import { findScheme, namesScheme } from '../credentials.ts';
import { defineAuthCheck } from './auth-cases.ts';

/** Credentials that are there and empty are none. */
export const emptyCredentials = defineAuthCheck({
  name: 'empty-credentials',
  code: 'AuthenticationNotEnforced',
  title: 'with empty credentials',
  message: 'to empty credentials',
  condition: 'unauthenticated',
  reason: 'missing',
  on: 'one',
  anyRefusal: true,
  implied: ['AuthenticationNotEnforced', 'WrongTokenAccepted'],
  credentials: ({ contract }, { operation }) =>
    namesScheme(findScheme(contract, operation))
      ? [{ kind: 'emptyHeader' }, { kind: 'emptyToken' }]
      : [{ kind: 'emptyHeader' }],
});
