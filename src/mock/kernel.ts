/**
 * One contract's mock as a function from request to response: route, authenticate, count, validate, behave.
 * No socket and no timer inside; every adapter (the Node server, tests, a fetch handler) calls this.
 */
import type { Contract, Operation, Violation } from '../contract/types.ts';
import { expandTemplate } from '../contract/template.ts';
import { toIsoSeconds } from '../contract/time.ts';
import { type Scope, withRoots } from '../contract/expression.ts';
import { isMatch, selectViolations } from './answers.ts';
import type { Authenticator, Caller } from './authenticate.ts';
import { readBody, type BodyReading } from './body.ts';
import type { Exchange, FailureFacts, MockContext } from './context.ts';
import { toProblem, type PlainRequest, type PlainResponse } from './message.ts';
import type { OperationPlan } from './plan.ts';
import type { ParameterValues } from './parameters.ts';
import { FALLBACKS } from './problems.ts';
import { toRateHeaders } from './rate-headers.ts';
import type { RateLimiter } from './rate-limits.ts';
import type { Router } from './router.ts';

/** What the schemas alone decide is answered by this (Prism). */
export type SchemaEngine = (operation: Operation, request: PlainRequest) => Promise<PlainResponse>;

/** A last check that needs the network (`--resolve`): violations of a body, found before any state changes. */
export type BodyProbe = (operation: Operation, body: unknown) => Promise<readonly Violation[]>;

/** Parts of a kernel. */
export interface KernelParts {
  readonly context: MockContext;
  readonly router: Router;
  readonly plans: ReadonlyMap<Operation, OperationPlan>;
  readonly authenticate: Authenticator;
  readonly limiter: RateLimiter;
  readonly schemaEngine: SchemaEngine;
  /** Answer everything by the schema engine. */
  readonly schemasOnly: boolean;
  readonly probe?: BodyProbe;
}

/** Answers requests of one contract. */
export type Kernel = (request: PlainRequest) => PlainResponse | Promise<PlainResponse>;

/** Builds the kernel. */
export function createKernel(parts: KernelParts): Kernel {
  const { context, router } = parts;
  const { keys, outcomes } = context.contract.behaviour;
  // A contract that says nothing beyond schemas leaves credentials and errors to the schemas too.
  const plain = keys === undefined && Object.keys(outcomes.conditions).length === 0;
  return (request) => {
    const route = router.find(request.method, request.path);
    if (route.kind === 'none') return toProblem(404, 'Not Found', toUnknownPath(context.contract, router, request));
    if (route.kind === 'method') return refuseMethod(context, request, route.allow);
    const plan = parts.plans.get(route.operation)!;
    if (parts.schemasOnly || request.headers.prefer !== undefined || (plain && !plan.handle))
      return parts.schemaEngine(route.operation, request);
    return serve(parts, plan, request, route.path);
  };
}

function serve(
  parts: KernelParts,
  plan: OperationPlan,
  request: PlainRequest,
  path: Readonly<Record<string, string>>,
): PlainResponse | Promise<PlainResponse> {
  const { context, limiter } = parts;
  const { operation } = plan;
  const query = new URLSearchParams(request.query);
  const raw = { path, query, headers: request.headers };
  const parameters = plan.readParameters(raw);
  const scope = createScope(context, request, parameters.values);
  const fail = createFail(context, operation, scope);
  const finish = (response: PlainResponse, headers: Readonly<Record<string, string>>): PlainResponse => ({
    ...response,
    // What is counted is true; the response may still carry the contract's example of the same header.
    headers: { ...response.headers, ...headers },
    note: { operation: operation.id, ...response.note },
  });

  const authentication = parts.authenticate(operation.security, request.headers, query);
  const caller = 'caller' in authentication ? authentication.caller : undefined;
  const rates = limiter.count(operation.rateLimits, caller);
  const rateHeaders = toRateHeaders(rates, scope);
  if ('refusal' in authentication) {
    const { refusal } = authentication;
    const facts = refusal.condition === 'forbidden' ? { roots: { scope: refusal.scope } } : { reason: refusal.reason };
    return finish(fail(refusal.condition, { text: refusal.text, ...facts }), rateHeaders);
  }
  const exceeded = rates.find((rate) => rate.refused);
  if (exceeded) {
    const text = `The quota of ${exceeded.limit} requests is used up; try again in ${exceeded.retryAfter} s`;
    const retryAfter = exceeded.spec.retryAfter ? { 'Retry-After': String(exceeded.retryAfter) } : {};
    return finish(fail(exceeded.spec.outcome, { text, roots: { rate: exceeded } }), { ...rateHeaders, ...retryAfter });
  }
  if (request.tooLarge)
    return finish(fail('tooLarge', { text: 'The body is longer than this server reads' }), rateHeaders);

  const reading = readBody(request, operation.requestBody);
  if (reading.kind === 'malformed' || reading.kind === 'mediaType')
    return finish(fail(reading.kind, { text: reading.reason }), rateHeaders);
  const violations = [...parameters.violations, ...plan.checkBody(reading)];
  if (violations.length > 0) return finish(fail('invalid', { violations }), rateHeaders);
  if (!plan.handle) return after(parts.schemaEngine(operation, request), (response) => finish(response, rateHeaders));
  return behave(parts, plan, { caller: caller!, reading, scope, fail }, (response) => finish(response, rateHeaders));
}

function behave(
  parts: KernelParts,
  plan: OperationPlan,
  known: { caller: Caller; reading: BodyReading; scope: Scope; fail: Exchange['fail'] },
  finish: (response: PlainResponse) => PlainResponse,
): PlainResponse | Promise<PlainResponse> {
  const { caller, reading } = known;
  const tenant = parts.context.store.tenant(caller.tenant);
  const body = reading.kind === 'value' ? reading.value : undefined;
  const roots = { ...(known.scope.roots.request as object), body };
  const scope = withRoots(known.scope, { request: roots, tenant: tenant.properties });
  const fail = createFail(parts.context, plan.operation, scope);
  const exchange: Exchange = { operation: plan.operation, caller, tenant, body, scope, fail };
  if (!parts.probe) return after(plan.handle!(exchange), finish);
  return parts
    .probe(plan.operation, body)
    .then((violations) => (violations.length > 0 ? fail('invalid', { violations }) : plan.handle!(exchange)))
    .then(finish);
}

function createScope(context: MockContext, request: PlainRequest, values: ParameterValues): Scope {
  let requestId: string | undefined;
  const template = context.contract.behaviour.outcomes.always.requestId;
  return {
    random: context.random,
    now: context.now,
    roots: {
      request: { method: request.method, ...values },
      now: () => toIsoSeconds(context.now()),
      requestId: () => (requestId ??= expandTemplate(template, context)),
    },
  };
}

/** How a failed request is answered: the contract's outcome, else `invalid`, else a problem of our own. */
function createFail(context: MockContext, operation: Operation, scope: Scope): Exchange['fail'] {
  return (condition, facts = {}) => {
    const named = operation.outcomes.conditions[condition] ? condition : FALLBACKS[condition]?.condition;
    const violations = facts.violations ?? toViolations(condition, facts);
    const outcome = operation.outcomes.conditions[named ?? '']?.find((candidate) =>
      isMatch(candidate, { ...facts, violations }),
    );
    const selected = outcome && violations.length > 0 ? selectViolations(outcome, violations) : violations;
    const text = facts.text ?? selected.map(toSentence)[0] ?? condition;
    const roots = { reason: text, violations: toViolationList(violations), ...facts.roots };
    const declared =
      named && context.answers.failure(operation, named, { ...facts, violations }, withRoots(scope, roots));
    if (declared) return { ...declared, note: { operation: operation.id, condition, reason: text } };
    const { status, title } = toFallback(operation, condition);
    return { ...toProblem(status, title, text), note: { operation: operation.id, condition, reason: text } };
  };
}

/** Where a contract has no outcome, a status that it documents is nearer to it than one it does not. */
function toFallback(operation: Operation, condition: string): { readonly status: number; readonly title: string } {
  const fallback = FALLBACKS[condition] ?? FALLBACKS.invalid!;
  const documents = (status: number) => operation.responses.some((response) => response.status === String(status));
  return fallback.status === 422 && !documents(422) && documents(400)
    ? { status: 400, title: 'Bad Request' }
    : fallback;
}

/** A body that cannot be read is also an invalid body: contracts without an outcome of its own treat it so. */
function toViolations(condition: string, facts: FailureFacts): readonly Violation[] {
  if (condition !== 'malformed') return [];
  return [
    { in: 'body', at: '', keyword: 'json', message: facts.text ?? 'is not readable', schemaPointer: '', params: {} },
  ];
}

/** `$violations` is a list; `byField` and `byProperty` serve providers that answer with an object. */
function toViolationList(violations: readonly Violation[]): unknown {
  const items = violations.map((violation) => {
    const path = violation.at.split('/').slice(1);
    const field = path.join('.') || violation.in;
    return { path, field, message: violation.message, in: violation.in, keyword: violation.keyword };
  });
  const byField: Record<string, string> = {};
  for (const { field, message } of items) if (!Object.hasOwn(byField, field)) byField[field] = message;
  const byProperty: Record<string, string> = {};
  for (const { path, field, message } of items) {
    const [property = field, ...rest] = path;
    if (!Object.hasOwn(byProperty, property)) byProperty[property] = `${toPrefix(rest)}${message}`;
  }
  return Object.assign(items, { byField, byProperty });
}

function toPrefix(path: readonly string[]): string {
  return path.length === 0 ? '' : `${path.map((part) => (/^\d+$/.test(part) ? `item ${part}` : part)).join(', ')} `;
}

function toSentence(violation: Violation): string {
  const name = violation.at.slice(1).replaceAll('/', '.');
  const place = violation.in === 'body' ? name || 'the body' : `${violation.in} parameter ${name}`;
  return `${place} ${violation.message}`;
}

function refuseMethod(context: MockContext, request: PlainRequest, allow: readonly string[]): PlainResponse {
  const headers = { Allow: allow.join(', ') };
  if (request.method === 'OPTIONS') return { status: 204, headers };
  const declared = context.contract.behaviour.outcomes.conditions.methodNotAllowed?.[0];
  const sibling = context.contract.operations.find((operation) => allow.includes(operation.method.toUpperCase()));
  const detail = `${request.method} ${request.path} is not documented; this path allows ${allow.join(', ')}`;
  if (!declared || !sibling) return toProblem(405, 'Method Not Allowed', detail, headers);
  const scope = withRoots(createScope(context, request, { path: {}, query: {}, header: {}, cookie: {} }), {
    reason: detail,
  });
  const answer = context.answers.failure(sibling, 'methodNotAllowed', {}, scope)!;
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function toUnknownPath(contract: Contract, router: Router, request: PlainRequest): string {
  const hint = request.path.length > 1 && request.path.endsWith('/') ? '; drop the trailing slash' : '';
  return `${contract.name} has no path ${request.path}${hint}; it documents ${router.templates.slice(0, 12).join(', ')}`;
}

function after<T>(value: T | Promise<T>, next: (value: T) => T): T | Promise<T> {
  return value instanceof Promise ? value.then(next) : next(value);
}
