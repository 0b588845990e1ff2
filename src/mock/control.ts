/** The control API under `/_hookspec/`: health, reset, request log, delivery log, trigger. JSON in and out. */
import { didYouMean } from '../contract/nearest.ts';
import { answerPreflight } from './cors.ts';
import { toJsonResponse, toProblem, type PlainRequest, type PlainResponse } from './message.ts';
import type { Mount } from './mount.ts';
import { listReceivers } from './receivers.ts';
import type { RequestLog } from './request-log.ts';

/** What the control API steers. */
export interface ControlParts {
  readonly mounts: ReadonlyMap<string, Mount>;
  readonly requests: RequestLog;
  readonly origin: () => string;
  /** Whether the mock listens on a loopback address: elsewhere anybody on the network could steer it. */
  readonly loopback: boolean;
}

const REFUSED =
  'The control API answers to local tools only: the mock must listen on a loopback address, and no page of another site may call';

/** Answers `/_hookspec/…`. Only callers on this machine reach it: see `isLocal`. */
export function createControl(parts: ControlParts): (request: PlainRequest) => PlainResponse | Promise<PlainResponse> {
  return (request) => {
    const route = `${request.method} ${request.path.replace(/^\/_hookspec/, '')}`;
    const allowed = route === 'GET /health' || (parts.loopback && isLocal(request));
    if (!allowed) return toProblem(403, 'Forbidden', REFUSED);
    const preflight = answerPreflight(request);
    if (preflight) return preflight;
    switch (route) {
      case 'GET /health':
        return toJsonResponse(200, {
          status: 'ok',
          contracts: [...parts.mounts.values()].map(({ contract, prefix }) => ({
            name: contract.name,
            url: parts.origin() + prefix,
          })),
        });
      case 'GET /requests':
        return toJsonResponse(200, parts.requests.list());
      case 'GET /deliveries':
        return toJsonResponse(
          200,
          [...parts.mounts.values()].flatMap(({ contract, context }) =>
            context.log.attempts({ contract: contract.name }),
          ),
        );
      case 'POST /reset':
        for (const mount of parts.mounts.values()) mount.reset();
        parts.requests.clear();
        return { status: 204, headers: {} };
      case 'POST /trigger':
        return trigger(parts, request);
      default:
        return toProblem(
          404,
          'Not Found',
          `The control API has no ${route}; it has GET /health, GET /requests, GET /deliveries, POST /reset, POST /trigger`,
        );
    }
  };
}

async function trigger(parts: ControlParts, request: PlainRequest): Promise<PlainResponse> {
  const input = readInput(request);
  if (typeof input === 'string') return toProblem(400, 'Bad Request', input);
  const mount = parts.mounts.get(input.contract);
  if (!mount)
    return toProblem(
      404,
      'Not Found',
      `No contract is named "${input.contract}".${didYouMean(input.contract, [...parts.mounts.keys()])}`,
    );
  const events = mount.contract.events.map((event) => event.name);
  if (!events.includes(input.event))
    return toProblem(
      404,
      'Not Found',
      `${input.contract} has no event "${input.event}".${didYouMean(input.event, events)}`,
    );
  const receivers = mount.context.store
    .tenants()
    .flatMap((tenant) => listReceivers(mount.context, tenant, input.event));
  const payload = input.payload === undefined ? {} : { payload: input.payload };
  const attempts = await Promise.all(
    receivers.map((receiver) => mount.context.dispatcher.deliver({ event: input.event, ...receiver, ...payload })),
  );
  return toJsonResponse(200, { event: input.event, attempts });
}

function readInput(request: PlainRequest): { contract: string; event: string; payload?: unknown } | string {
  try {
    const input = JSON.parse(new TextDecoder().decode(request.body)) as Record<string, unknown>;
    if (typeof input.contract === 'string' && typeof input.event === 'string')
      return { contract: input.contract, event: input.event, ...('payload' in input && { payload: input.payload }) };
  } catch {
    // Falls through to the one sentence that says what is expected.
  }
  return 'POST /_hookspec/trigger takes {"contract": NAME, "event": NAME, "payload"?: {…}} as JSON';
}

// A page on another site could otherwise steer the mock through the browser of whoever runs it (DNS rebinding).
function isLocal(request: PlainRequest): boolean {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  const { origin } = request.headers;
  return (
    isLoopbackName(host) && (origin === undefined || (URL.canParse(origin) && isLoopbackName(new URL(origin).hostname)))
  );
}

/** Whether a host name means this machine: `localhost`, `127.x.x.x` or `[::1]`. */
export function isLoopbackName(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
