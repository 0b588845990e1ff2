import { NO_WRONG_TOKEN, wrongTokens } from '../credentials.ts';
import { toRequestPlace } from '../input.ts';
import { expectedRefusals } from '../outcomes.ts';
import type { PlanContext } from '../case.ts';
import type { Variant } from '../variants.ts';
import { defineAuthCheck, pickForAuth } from './auth-cases.ts';
import { notFoundOf } from './negative-cases.ts';

/**
 * A token of another form is refused by every operation, one that is cut short by those that stand for them. One of
 * the right form is tried on what belongs to the right token: there nobody else finds anything.
 */
export const wrongToken = defineAuthCheck({
  name: 'wrong-token',
  code: 'WrongTokenAccepted',
  title: 'with a token that cannot be right',
  message: 'to a token that cannot be right',
  condition: 'unauthenticated',
  reason: 'unknown',
  implied: ['AuthenticationNotEnforced'],
  credentials(context, variant) {
    const { cut, other, alike } = wrongTokens(context.contract, context.options.tokens.main);
    const stands = pickForAuth(context, 'methods').some(({ operation }) => variant.operation === operation);
    const own = alike !== undefined && belongsToOne(context, variant) ? alike : other;
    const tokens = (stands ? [cut, other] : [own]).filter((token) => token !== undefined);
    return tokens.length === 0 ? NO_WRONG_TOKEN.other : tokens.map((token) => ({ kind: 'wrong', token }));
  },
  lost: ({ credentials, run, variant }) =>
    credentials.kind === 'wrong' && credentials.token === wrongTokens(run.contract, run.tokens.main).alike
      ? [403, ...notFoundStatuses(run, variant)]
      : [],
});

/** Whether a use names one resource, which is not found where it belongs to somebody else. */
function belongsToOne(context: Pick<PlanContext, 'contract'>, variant: Variant): boolean {
  const { id, resource, reach, delivery, operation } = variant;
  const place = toRequestPlace(id);
  if (resource?.kind !== 'collection' || reach !== undefined || delivery !== undefined || !place) return false;
  const isFilter = operation.method === 'get' && place.in === 'query';
  return !isFilter && notFoundStatuses(context, variant).some((status) => status === 404 || status === 410);
}

function notFoundStatuses({ contract }: Pick<PlanContext, 'contract'>, variant: Variant): number[] {
  return expectedRefusals(contract, variant.operation, [notFoundOf(variant)]).map(({ status }) => status);
}
