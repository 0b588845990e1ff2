/** Servers that are wrong on purpose: a right one, and one small change to what goes in or comes out. */
import type { ConformanceOptions } from '../../../src/conformance/options.ts';
import type { Handle, ReferenceRequest, ReferenceResponse } from '../reference/support/http.ts';

/** One wrong server. */
export interface Fault {
  /** What is wrong, as a sentence that begins with a verb. */
  readonly name: string;
  /** Every finding of a run: `severity Code operationId`, nothing more. Written down before the run. */
  readonly finds: readonly string[];
  /** Further options of the run, e.g. a limited token. */
  readonly options?: Partial<ConformanceOptions>;
  readonly wrap: (handle: Handle) => Handle;
}

/** Whether a request is a call such as `GET /webhooks/{id}`; the base path before it does not matter. */
export function isCall(request: ReferenceRequest, call: string): boolean {
  const [method, path] = call.split(' ') as [string, string];
  const pattern = path.replace(/\{[^}]+\}/g, '[^/]+');
  const isMethod = method === '*' || method === request.method;
  return isMethod && (path === '*' || new RegExp(`${pattern}$`).test(request.path));
}

/** Changes the answers to a call. */
export function answer(
  call: string,
  change: (response: ReferenceResponse, request: ReferenceRequest) => ReferenceResponse,
): Fault['wrap'] {
  return (handle) => async (request) => {
    const response = await handle(request);
    return isCall(request, call) ? change(response, request) : response;
  };
}

/** Changes the bodies of answers to a call that have one of these statuses. */
export function body(call: string, statuses: readonly number[], change: (json: any) => unknown): Fault['wrap'] {
  return answer(call, (response) =>
    statuses.includes(response.status) ? { ...response, json: change(response.json) } : response,
  );
}

/** Changes requests before the right server sees them. */
export function request(call: string, change: (request: ReferenceRequest) => ReferenceRequest): Fault['wrap'] {
  return (handle) => (incoming) => handle(isCall(incoming, call) ? change(incoming) : incoming);
}

/** A request with another JSON body. */
export function withBody(incoming: ReferenceRequest, change: (json: any) => unknown): ReferenceRequest {
  let json: unknown;
  try {
    json = JSON.parse(incoming.body.toString());
  } catch {
    return incoming;
  }
  return { ...incoming, body: Buffer.from(JSON.stringify(change(json))) };
}

/** A request with another header; undefined removes it. */
export function withHeader(incoming: ReferenceRequest, name: string, value: string | undefined): ReferenceRequest {
  const { [name]: _, ...rest } = incoming.headers;
  return { ...incoming, headers: value === undefined ? rest : { ...rest, [name]: value } };
}

/** Last part of a path: the id in `/webhooks/{id}`. */
export function lastSegment({ path }: ReferenceRequest): string {
  return path.split('/').at(-1) ?? '';
}

/** An object without one member. */
export function without(json: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(json).filter(([key]) => key !== name));
}
