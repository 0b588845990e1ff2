import { defineAuthCheck } from './auth-cases.ts';

/** Without credentials nothing is answered but the refusal. */
export const missingCredentials = defineAuthCheck({
  name: 'missing-credentials',
  code: 'AuthenticationNotEnforced',
  title: 'without credentials',
  message: 'to a request without credentials',
  condition: 'unauthenticated',
  reason: 'missing',
  implied: [],
  credentials: () => [{ kind: 'none' }],
});
