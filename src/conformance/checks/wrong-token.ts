import { NO_WRONG_TOKEN, wrongTokens } from '../credentials.ts';
import { defineAuthCheck, pickForAuth } from './auth-cases.ts';

/** A token of another form is refused by every operation, one that is cut short by those that stand for them. */
export const wrongToken = defineAuthCheck({
  name: 'wrong-token',
  code: 'WrongTokenAccepted',
  title: 'with a token that cannot be right',
  message: 'to a token that cannot be right',
  condition: 'unauthenticated',
  reason: 'unknown',
  implied: ['AuthenticationNotEnforced'],
  credentials(context, { operation }) {
    const { cut, other } = wrongTokens(context.contract, context.options.tokens.main);
    const stands = pickForAuth(context, 'methods').some((variant) => variant.operation === operation);
    const tokens = (stands ? [cut, other] : [other]).filter((token) => token !== undefined);
    return tokens.length === 0 ? NO_WRONG_TOKEN.other : tokens.map((token) => ({ kind: 'wrong', token }));
  },
});
