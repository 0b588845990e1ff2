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

/** An operation of each kind gets a form of its own; a list gets those that nothing else gets as well. */
function toForms(context: PlanContext, { operation: { method }, role }: Variant): Credentials[] {
  if (isUpdate(method)) return [{ kind: 'unknownScheme' }];
  if (method !== 'get' && method !== 'head') return [{ kind: 'otherScheme' }];
  if (role === 'read') return [{ kind: 'noScheme' }];
  const methods = pickForAuth(context, 'kinds').map(({ operation }) => operation.method);
  const isSent = (test: (method: Method) => boolean): boolean => !context.options.readOnly && methods.some(test);
  return [
    { kind: 'noScheme' },
    ...(isSent((other) => other === 'post' || other === 'delete') ? [] : [{ kind: 'otherScheme' } as const]),
    ...(isSent(isUpdate) ? [] : [{ kind: 'unknownScheme' } as const]),
  ];
}

function isUpdate(method: Method): boolean {
  return method === 'patch' || method === 'put';
}
