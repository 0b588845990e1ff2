import { wrongTokens } from '../credentials.ts';
import { defineAuthCheck } from './auth-cases.ts';

/** A token that is cut short, or of another form, is refused. */
export const wrongToken = defineAuthCheck({
  name: 'wrong-token',
  code: 'WrongTokenAccepted',
  title: 'with a token that cannot be right',
  message: 'to a token that cannot be right',
  condition: 'unauthenticated',
  reason: 'unknown',
  implied: ['AuthenticationNotEnforced'],
  credentials({ contract, options }) {
    const { cut, other } = wrongTokens(contract, options.tokens.main);
    return [cut, other].map((token) => ({ kind: 'wrong', token }));
  },
});
