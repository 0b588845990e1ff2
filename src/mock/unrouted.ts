/** Answers to requests that no operation takes, or one that cannot. */
import { withRoots } from '../contract/expression.ts';
import type { MockContext } from './context.ts';
import { createRequestScope } from './request-scope.ts';
import { toProblem, type PlainRequest, type PlainResponse } from './message.ts';
import type { OperationPlan } from './plan.ts';
import type { Router } from './router.ts';

/** 404: nothing is documented at this path. */
export function refusePath(context: MockContext, router: Router, request: PlainRequest): PlainResponse {
  const { path } = request;
  const hint = path.length > 1 && path.endsWith('/') ? '; drop the trailing slash' : '';
  const known = router.templates.slice(0, 12).join(', ');
  return toProblem(404, 'Not Found', `${context.contract.name} has no path ${path}${hint}; it documents ${known}`);
}

/** 501: the document describes this operation in a way that nothing can be checked by. */
export function refuseUnservable({ operation, unservable = '' }: OperationPlan): PlainResponse {
  const { id } = operation;
  return {
    ...toProblem(501, 'Not Implemented', unservable),
    note: { operation: id, condition: 'unservable', reason: unservable },
  };
}

/** 405 with `Allow`, or the answer to OPTIONS. */
export function refuseMethod(context: MockContext, request: PlainRequest, allow: readonly string[]): PlainResponse {
  const headers = { Allow: allow.join(', ') };
  if (request.method === 'OPTIONS') return { status: 204, headers };
  const sibling = context.contract.operations.find((operation) => allow.includes(operation.method.toUpperCase()));
  const detail = `${request.method} ${request.path} is not documented; this path allows ${allow.join(', ')}`;
  const scope = withRoots(createRequestScope(context, request).scope, { reason: detail });
  const answer = sibling && context.answers.failure(sibling, 'methodNotAllowed', {}, scope);
  return answer
    ? { ...answer, headers: { ...answer.headers, ...headers } }
    : toProblem(405, 'Method Not Allowed', detail, headers);
}
