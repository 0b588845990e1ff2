/**
 * One contract's mock as a function from request to response: route, authenticate, count, validate, behave.
 * No socket and no timer inside; every adapter (the Node server, tests, a fetch handler) calls this.
 */
import type { Operation, Violation } from '../contract/types.ts';
import type { Scope } from '../contract/expression.ts';
import { after } from './after.ts';
import type { Authentication } from './authenticate.ts';
import type { Exchange, FailureFacts, MockContext } from './context.ts';
import { fail } from './fail.ts';
import type { PlainRequest, PlainResponse } from './message.ts';
import type { OperationPlan } from './plan.ts';
import { FALLBACKS } from './problems.ts';
import { toRateHeaders } from './rate-headers.ts';
import type { RateLimiter } from './rate-limits.ts';
import { createRequestScope, type RequestState } from './request-scope.ts';
import type { Router } from './router.ts';
import type { SchemaEngine } from './schema-answers/engine.ts';
import { hasPreferences } from './schema-answers/preferences.ts';
import { refuseMethod, refusePath, refuseUnservable } from './unrouted.ts';

/** A last check that needs the network (`--resolve`): violations of a body, found before any state changes. */
export type BodyProbe = (operation: Operation, body: unknown) => Promise<readonly Violation[]>;

/** Parts of a kernel. */
export interface KernelParts {
  readonly context: MockContext;
  readonly router: Router;
  readonly plans: ReadonlyMap<Operation, OperationPlan>;
  readonly limiter: RateLimiter;
  readonly engine: SchemaEngine;
  readonly probe?: BodyProbe | undefined;
}

/** Answers requests of one contract. */
export type Kernel = (request: PlainRequest) => PlainResponse | Promise<PlainResponse>;

/** Builds the kernel. */
export function createKernel(parts: KernelParts): Kernel {
  const { context, router, plans } = parts;
  return (request) => {
    const route = router.find(request.method, request.path);
    if (route.kind === 'operation') {
      const plan = plans.get(route.operation)!;
      return plan.unservable === undefined ? serve(parts, plan, request, route) : refuseUnservable(plan);
    }
    return route.kind === 'none' ? refusePath(context, router, request) : refuseMethod(context, request, route.allow);
  };
}

type Facts = FailureFacts & { readonly condition: string };

function serve(
  parts: KernelParts,
  plan: OperationPlan,
  request: PlainRequest,
  route: Pick<RequestState, 'path' | 'rawPath'>,
): PlainResponse | Promise<PlainResponse> {
  const { context } = parts;
  const { operation } = plan;
  const { scope, state } = createRequestScope(context, request, route);
  const authentication = plan.authenticate(request);
  const caller = 'caller' in authentication ? authentication.caller : undefined;
  const rates = parts.limiter.count(operation.rateLimits, caller);
  // What is counted is true; the response may still carry the contract's example of the same header.
  const headers = toRateHeaders(rates, scope);
  const exceeded = rates.find((rate) => rate.refused);
  if (exceeded && caller) {
    const text = `The quota of ${exceeded.limit} requests is used up; try again in ${exceeded.retryAfter} s`;
    const retryAfter = exceeded.spec.retryAfter ? { 'Retry-After': String(exceeded.retryAfter) } : undefined;
    const refused = fail(context, operation, scope, exceeded.spec.outcome, { text, roots: { rate: exceeded } });
    return addHeaders(addHeaders(refused, headers), retryAfter);
  }
  const facts = toRefusal(authentication) ?? judge(plan, request, state);
  if (facts) return after(refuse(parts, plan, request, scope, facts), (response) => addHeaders(response, headers));
  if (!plan.handle || hasPreferences(request)) {
    return after(parts.engine.answer(operation, request), (response) => addHeaders(response, headers));
  }
  state.tenant = context.store.tenant(caller!.tenant);
  const exchange: Exchange = {
    operation,
    caller: caller!,
    tenant: state.tenant,
    body: state.body,
    scope,
    fail: (condition, known) => fail(context, operation, scope, condition, known),
  };
  const answer = parts.probe ? probe(parts.probe, plan, exchange) : plan.handle(exchange);
  return headers ? after(answer, (response) => addHeaders(response, headers)) : answer;
}

/** What is wrong with a request, apart from its credentials; undefined when it is good. */
function judge(plan: OperationPlan, request: PlainRequest, state: RequestState): Facts | undefined {
  if (request.tooLarge) return { condition: 'tooLarge', text: 'The body is longer than this server reads' };
  const reading = plan.readBody(request);
  if (reading.kind === 'malformed' || reading.kind === 'mediaType') {
    return { condition: reading.kind, text: reading.reason };
  }
  if (reading.kind === 'value') state.body = reading.value;
  const body = plan.checkBody(reading);
  if (!plan.readParameters) return body.length > 0 ? { condition: 'invalid', violations: body } : undefined;
  const { path, rawPath } = state;
  const { query, headers } = request;
  const parameters = plan.readParameters({ path, ...(rawPath && { rawPath }), query, headers });
  state.values = parameters.values;
  if (parameters.violations.length === 0 && body.length === 0) return undefined;
  return { condition: 'invalid', violations: [...parameters.violations, ...body] };
}

function toRefusal(authentication: Authentication): Facts | undefined {
  if ('caller' in authentication) return undefined;
  const { refusal } = authentication;
  const { condition, text } = refusal;
  return refusal.condition === 'forbidden'
    ? { condition, text, roots: { scope: refusal.scope } }
    : { condition, text, reason: refusal.reason };
}

/** A refused request: the contract's outcome, else what Prism would choose from its responses, else a problem. */
function refuse(
  parts: KernelParts,
  { operation, challenge }: OperationPlan,
  request: PlainRequest,
  scope: Scope,
  facts: Facts,
): PlainResponse | Promise<PlainResponse> {
  const { context, engine } = parts;
  const { condition, text, violations = [] } = facts;
  const inOwnWords = () => fail(context, operation, scope, condition, facts);
  // A contract that declares outcomes has said how it refuses; elsewhere its responses are all there is.
  const statuses = declaresOutcomes(operation) ? undefined : FALLBACKS[condition]?.statuses;
  const documented = statuses && engine.refuse(operation, request, { statuses, violations, reason: text });
  if (!documented && (condition !== 'unauthenticated' || !challenge || !statuses)) return inOwnWords();
  if (!documented) return addHeaders(inOwnWords(), { 'WWW-Authenticate': challenge! });
  const note = { operation: operation.id, condition, reason: inOwnWords().note?.reason ?? condition };
  return after(documented, (response) => ({ ...response, note }));
}

function declaresOutcomes({ outcomes }: Operation): boolean {
  for (const _ in outcomes.conditions) return true;
  return false;
}

async function probe(check: BodyProbe, plan: OperationPlan, exchange: Exchange): Promise<PlainResponse> {
  const violations = await check(exchange.operation, exchange.body);
  return violations.length > 0 ? exchange.fail('invalid', { violations }) : plan.handle!(exchange);
}

function addHeaders(response: PlainResponse, headers: Readonly<Record<string, string>> | undefined): PlainResponse {
  return headers ? { ...response, headers: { ...response.headers, ...headers } } : response;
}
