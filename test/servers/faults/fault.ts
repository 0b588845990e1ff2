/** Servers that are wrong on purpose: a right one, and one small change to what goes in or comes out. */
import type { Handle, ReferenceRequest, ReferenceResponse } from '../reference/support/http.ts';
import type { Caller } from './caller.ts';
import { dialects, type Dialect, pick, type Provider, put, type Role, roleOf, targetOf } from './dialect.ts';

/** What a fault is about. */
export type Group =
  | 'status'
  | 'body'
  | 'error'
  | 'headers'
  | 'leniency'
  | 'auth'
  | 'secret'
  | 'state'
  | 'rate'
  | 'protocol';

/** What one server does wrong, and how that is proved. */
export interface Wrong {
  /**
   * Every finding of a run, `Code operationId`, written down before the run. `*` is any operation: where a fault
   * is everywhere, it is named where it was met first.
   */
  readonly finds: readonly string[];
  /** A word that the right finding has in its message or in one of its pointers. */
  readonly place?: string;
  /** No check finds it yet: the benchmark counts it, the unit tests leave it out. */
  readonly isMissed?: boolean;
  /** The server enforces its quotas. */
  readonly quotas?: boolean;
  readonly wrap: (handle: Handle) => Handle;
  /** The witness: whether a server does what the contract forbids. True for the wrong one, false for the right one. */
  readonly isWrong: (call: Caller) => Promise<boolean>;
}

/** One wrong server. */
export interface Fault extends Wrong {
  /** `provider/group/slug`, unique. */
  readonly id: string;
  readonly provider: Provider;
  readonly group: Group;
  /** What is wrong, as a sentence that begins with a verb. */
  readonly name: string;
}

/** Makes one fault for each of the providers. */
export function fault(
  group: Group,
  slug: string,
  name: string,
  providers: readonly Provider[],
  make: (dialect: Dialect) => Wrong,
): Fault[] {
  return providers.map((provider) => ({
    id: `${provider}/${group}/${slug}`,
    provider,
    group,
    name,
    ...make(dialects[provider]),
  }));
}

/** Whether a request is a call such as `GET /webhooks/{id}`; the base path before it does not matter. */
export function isCall(request: ReferenceRequest, call: string): boolean {
  const [method, path] = call.split(' ') as [string, string];
  const pattern = path.replace(/\{[^}]+\}/g, '[^/]+');
  const isMethod = method === '*' || method === request.method;
  return isMethod && (path === '*' || new RegExp(`${pattern}$`).test(request.path));
}

/** Which requests a change is for: roles, or a call. */
export type Which = Role | readonly Role[] | `${string} ${string}`;

function isFor(dialect: Dialect, which: Which, request: ReferenceRequest): boolean {
  if (typeof which === 'string' && which.includes(' ')) return isCall(request, which);
  const role = roleOf(dialect, request);
  return role !== undefined && [which].flat().includes(role);
}

/** Changes answers. */
export function answers(
  dialect: Dialect,
  which: Which,
  change: (response: ReferenceResponse, request: ReferenceRequest) => ReferenceResponse,
): Wrong['wrap'] {
  return (handle) => async (request) => {
    const response = await handle(request);
    return isFor(dialect, which, request) ? change(response, request) : response;
  };
}

/** Changes the bodies of successes. */
export function bodies(
  dialect: Dialect,
  which: Which,
  change: (json: any, request: ReferenceRequest) => unknown,
): Wrong['wrap'] {
  return answers(dialect, which, (response, request) =>
    isSuccess(response) && response.json !== undefined
      ? { ...response, json: change(response.json, request) }
      : response,
  );
}

/** Changes the answers of one status, wherever they come. */
export function refusals(
  statuses: readonly number[],
  change: (response: ReferenceResponse & { readonly json?: any }, request: ReferenceRequest) => ReferenceResponse,
): Wrong['wrap'] {
  return (handle) => async (request) => {
    const response = await handle(request);
    return statuses.includes(response.status) ? change(response, request) : response;
  };
}

/** Changes every webhook that a success shows. */
export function shown(
  dialect: Dialect,
  which: Which,
  change: (webhook: any, request: ReferenceRequest) => unknown,
): Wrong['wrap'] {
  return bodies(dialect, which, (json, request) => eachShown(dialect, json, (webhook) => change(webhook, request)));
}

/** A body with every webhook in it changed. */
export function eachShown(dialect: Dialect, json: any, change: (webhook: any) => unknown): unknown {
  const list = pick(json, dialect.many);
  if (Array.isArray(list))
    return put(json, dialect.many, (many: unknown[]) =>
      many.map((entry: any) => (entry?.[dialect.id] === undefined ? entry : change(entry))),
    );
  return put(json, dialect.one, (one) =>
    one?.[dialect.id] === undefined || one.deleted !== undefined ? one : change(one),
  );
}

/** Changes the JSON that requests bring, before the right server sees it. */
export function bodiesIn(
  dialect: Dialect,
  which: Which,
  change: (json: any, request: ReferenceRequest) => unknown,
): Wrong['wrap'] {
  return requests(dialect, which, (request) => withBody(request, (json) => change(json, request)));
}

/** Changes requests before the right server sees them. */
export function requests(
  dialect: Dialect,
  which: Which,
  change: (request: ReferenceRequest) => ReferenceRequest,
): Wrong['wrap'] {
  return (handle) => (request) => handle(isFor(dialect, which, request) ? change(request) : request);
}

/** Changes query parameters before the right server sees them. */
export function queries(dialect: Dialect, which: Which, change: (query: URLSearchParams) => void): Wrong['wrap'] {
  return requests(dialect, which, (request) => {
    const query = new URLSearchParams(request.query);
    change(query);
    return { ...request, query };
  });
}

/** A request with another JSON body, if it has an object. */
export function withBody(request: ReferenceRequest, change: (json: any) => unknown): ReferenceRequest {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(request.body));
    if (json === null || typeof json !== 'object' || Array.isArray(json)) return request;
    return { ...request, body: Buffer.from(JSON.stringify(change(json))) };
  } catch {
    // No JSON, no UTF-8, or too deep to be written again: the right server says what it thinks of it.
    return request;
  }
}

/** A request with another header; undefined removes it. */
export function withHeader(request: ReferenceRequest, name: string, value: string | undefined): ReferenceRequest {
  const { [name]: _, ...rest } = request.headers;
  return { ...request, headers: value === undefined ? rest : { ...rest, [name]: value } };
}

/** Whether an answer is a success. */
export function isSuccess({ status }: { readonly status: number }): boolean {
  return status >= 200 && status < 300;
}

/** An object without one member. */
export function without(json: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(json).filter(([key]) => key !== name));
}

/** An answer without its body. */
export function withoutBody(response: ReferenceResponse): ReferenceResponse {
  return { status: response.status, ...(response.headers && { headers: response.headers }) };
}

/** Calls of the right server behind a wrong one, with the credentials of a request. */
export function inside(dialect: Dialect, handle: Handle, request: ReferenceRequest) {
  const root = request.path.replace(/(\/webhooks)(?:\/.*)?$/, '$1');
  const call = async (method: string, id?: string, json?: unknown): Promise<any> => {
    const inBody = dialect.flat && id !== undefined && method !== 'GET';
    const body = inBody ? { id, ...(json as object | undefined) } : json;
    const response = await handle({
      method,
      path: id === undefined || dialect.flat ? root : `${root}/${id}`,
      query: new URLSearchParams(dialect.flat && id !== undefined && method === 'GET' ? { id } : {}),
      headers: { ...request.headers, 'content-type': 'application/json' },
      body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
    });
    return response.json;
  };
  const list = async (): Promise<any[]> => pick(await call('GET'), dialect.many) ?? [];
  return {
    list,
    find: async (id: string): Promise<any> => (await list()).find((entry) => entry[dialect.id] === id),
    create: async (json: unknown): Promise<any> => pick(await call('POST', undefined, json), dialect.one),
    update: (id: string, json: unknown): Promise<any> => call(dialect.updates, id, json),
    remove: (id: string): Promise<any> => call('DELETE', id),
  };
}

/** Id of the webhook that a request is about. */
export { targetOf };
