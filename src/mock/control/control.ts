/** The control API under `/_hookspec/`: who may call, which operation is meant, and its answer with CORS for local pages. */
import { after } from '../after.ts';
import { allowOrigin, answerPreflight } from '../cors.ts';
import { toProblem, type PlainRequest, type PlainResponse } from '../message.ts';
import { isLocalOrigin, refuseForeign, refuseStranger } from './access.ts';
import { getHealth } from './operations/health.ts';
import type { ControlParts } from './parts.ts';
import { ControlRefusal } from './refusal.ts';
import { toCall, type Route } from './route.ts';
import { findRoutes, routes } from './routes.ts';

const PREFIX = '/_hookspec';
const TITLES = {
  400: 'Bad Request',
  404: 'Not Found',
  413: 'Content Too Large',
  422: 'Unprocessable Content',
} as const;

/** Answers `/_hookspec/…`. */
export function createControl(parts: ControlParts): (request: PlainRequest) => PlainResponse | Promise<PlainResponse> {
  return (request) => {
    const response = answer(parts, request);
    const { origin } = request.headers;
    // No page of another site may read anything, not even why it was refused.
    if (origin === undefined || !isLocalOrigin(origin)) return response;
    const allow = (given: PlainResponse) => (request.method === 'OPTIONS' ? given : allowOrigin(request, given));
    return after(response, allow);
  };
}

function answer(parts: ControlParts, request: PlainRequest): PlainResponse | Promise<PlainResponse> {
  const routed = findRoutes(request.path.slice(PREFIX.length));
  const route = routed?.methods.get(request.method);
  if (route !== getHealth) {
    const foreign = refuseForeign(parts.access, request);
    if (foreign) return foreign;
    // A preflight carries no credentials: it is answered before they are asked for.
    const preflight = answerPreflight(request);
    if (preflight) return preflight;
    const stranger = refuseStranger(parts.access, request);
    if (stranger) return stranger;
  }
  if (!routed) return toProblem(404, 'Not Found', describeRoutes(request));
  if (!route) return refuseMethod(request, [...routed.methods.keys()]);
  return run(parts, route, routed.parameters, request);
}

function run(
  parts: ControlParts,
  route: Route,
  path: Readonly<Record<string, string>>,
  request: PlainRequest,
): PlainResponse | Promise<PlainResponse> {
  try {
    if (request.tooLarge)
      throw new ControlRefusal(413, `The body of ${route.operation} is longer than this mock reads`);
    const response = route.answer(toCall(parts, route, path, request));
    return response instanceof Promise ? response.catch(toRefused) : response;
  } catch (error) {
    return toRefused(error);
  }
}

function toRefused(error: unknown): PlainResponse {
  if (!(error instanceof ControlRefusal)) throw error;
  return toProblem(error.status, TITLES[error.status], error.message);
}

function refuseMethod({ method, path }: PlainRequest, allow: readonly string[]): PlainResponse {
  const text = `${path} answers ${allow.join(', ')}, not ${method}`;
  return toProblem(405, 'Method Not Allowed', text, { Allow: allow.join(', ') });
}

function describeRoutes({ path }: PlainRequest): string {
  const known = [...new Set(routes.map((route) => route.path))].join(', ');
  return `The control API has no ${path}; below ${PREFIX} it has ${known}`;
}
