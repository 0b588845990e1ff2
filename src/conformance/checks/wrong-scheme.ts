import type { Method } from '../../contract/types.ts';
import type { Credentials, PlanContext } from '../case.ts';
import { findScheme, namesScheme } from '../credentials.ts';
import type { Variant } from '../variants.ts';
import { defineAuthCheck, pickForAuth } from './auth-cases.ts';

/** The right token under another scheme of `Authorization`, or under none, is refused. */
export const wrongScheme = defineAuthCheck({
  name: 'wrong-scheme',
  code: 'WrongSchemeAccepted',
  title: 'with the token under another authentication scheme',
  message: ({ kind }) =>
    kind === 'noScheme' ? 'to the token without a scheme' : 'to the token under another authentication scheme',
  condition: 'unauthenticated',
  on: 'kinds',
  reason: 'malformed',
  // That such a header is no credentials at all, or malformed ones, are both right.
  anyRefusal: ({ kind }) => kind !== 'otherScheme',
  implied: ['AuthenticationNotEnforced', 'WrongTokenAccepted'],
  credentials: (context, variant) =>
    namesScheme(findScheme(context.contract, variant.operation)) ? toForms(context, variant) : undefined,
});

/** A list gets two forms or all three, an operation of another kind one of them: an update the third. */
function toForms(context: PlanContext, { operation: { method }, role }: Variant): Credentials[] {
  if (isUpdate(method)) return [{ kind: 'unknownScheme' }];
  if (method !== 'get' && method !== 'head') return [{ kind: 'otherScheme' }];
  if (role === 'read') return [{ kind: 'noScheme' }];
  const hasUpdate = pickForAuth(context, 'kinds').some(({ operation }) => isUpdate(operation.method));
  return [{ kind: 'otherScheme' }, { kind: 'noScheme' }, ...(hasUpdate ? [] : [{ kind: 'unknownScheme' } as const])];
}

function isUpdate(method: Method): boolean {
  return method === 'patch' || method === 'put';
}
