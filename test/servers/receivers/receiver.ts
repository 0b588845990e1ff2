/** A right receiver on node:http, in parts, so that wrong ones differ from it in one of them. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isEqual, read, toSignature, type Scheme } from './schemes.ts';

/** What is answered. */
export interface Answer {
  readonly status: number;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a receiver remembers. */
export interface State {
  readonly scheme: Scheme;
  /** Valid ones. */
  secrets: readonly string[];
  readonly seen: Set<unknown>;
  /** Ids of what was handled, in order. */
  readonly handled: unknown[];
  server?: Server;
  /** For whatever a fault has to remember. */
  readonly notes: Map<string, unknown>;
}

/** The steps of a receiver; the first that gives an answer ends them. */
export interface Parts {
  /** What has to be said before the body is read. */
  greet(request: IncomingMessage): Answer | undefined;
  read(request: IncomingMessage): Promise<Buffer | Answer>;
  verify(request: IncomingMessage, body: Buffer): Answer | undefined;
  parse(body: Buffer, request: IncomingMessage): { readonly payload: any } | Answer;
  /** Does the work. */
  take(payload: any, request: IncomingMessage, body: Buffer): Promise<Answer> | Answer;
  send(response: ServerResponse, answer: Answer, request: IncomingMessage): Promise<void> | void;
}

/** Longest body. */
const MOST = 1024 * 1024;

/** The parts of a right receiver. */
export function createParts(state: State): Parts {
  const { scheme } = state;
  const parts: Parts = {
    greet: ({ method }) =>
      method === 'POST' ? undefined : { status: 405, text: 'POST only', headers: { Allow: 'POST' } },
    async read(request) {
      const chunks: Buffer[] = [];
      let length = 0;
      for await (const chunk of request as AsyncIterable<Buffer>) {
        length += chunk.length;
        if (length <= MOST) chunks.push(chunk);
      }
      return length > MOST ? { status: 413, text: 'too long' } : Buffer.concat(chunks);
    },
    verify(request, body) {
      const { headers } = request;
      const header = read(headers, scheme.header);
      if (header === undefined || header === '') return { status: 401, text: 'no signature' };
      const given = scheme.signatures(header);
      const time = scheme.time?.(headers);
      if (!given || (scheme.time && !/^\d{1,12}$/.test(time ?? '')))
        return { status: 401, text: 'malformed signature' };
      const content = scheme.content(headers, body, time ?? '');
      const right = state.secrets.map((secret) => toSignature(scheme, secret, content));
      if (!given.some((text) => right.some((expected) => isEqual(text, expected))))
        return { status: 401, text: 'wrong signature' };
      const isOld = scheme.tolerance !== undefined && Math.abs(Date.now() / 1000 - Number(time)) > scheme.tolerance;
      return isOld ? { status: 401, text: 'too old' } : undefined;
    },
    parse(body) {
      try {
        const payload = JSON.parse(body.toString()) as any;
        if (payload !== null && typeof payload === 'object' && typeof scheme.name(payload) === 'string')
          return { payload };
        return { status: 400, text: 'no event' };
      } catch {
        return { status: 400, text: 'no JSON' };
      }
    },
    take(payload, { headers }) {
      const id = scheme.id?.(headers, payload);
      if (id === undefined || !state.seen.has(id)) state.handled.push(id);
      if (id !== undefined) state.seen.add(id);
      return { status: scheme.success, text: 'received' };
    },
    send(response, { status, text = '', headers = {} }) {
      response.writeHead(status, { 'Content-Type': 'text/plain', ...headers }).end(text);
    },
  };
  return parts;
}

/** Changes of a right receiver. */
export type Change = (
  right: Parts,
  state: State,
) => Partial<Parts> & {
  /** Sees the server before it listens. */
  readonly setUp?: (server: Server) => void;
};

/** A running receiver. */
export interface RunningReceiver extends AsyncDisposable {
  readonly url: string;
  readonly state: State;
}

/** Starts a receiver of a scheme; without a change a right one. */
export async function startReceiver(
  scheme: Scheme,
  change: Change = () => ({}),
  secrets: readonly string[] = [scheme.secret],
): Promise<RunningReceiver> {
  const state: State = { scheme, secrets, seen: new Set(), handled: [], notes: new Map() };
  const right = createParts(state);
  const { setUp, ...changed } = change(right, state);
  const parts: Parts = { ...right, ...changed };
  const server = createServer((request, response) => {
    void serve(parts, request, response);
  });
  state.server = server;
  setUp?.(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
  const stop = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { url, state, [Symbol.asyncDispose]: stop };
}

async function serve(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let answer: Answer;
  try {
    answer = await decide(parts, request);
  } catch {
    answer = { status: 500, text: 'something went wrong' };
  }
  if (!response.destroyed) await parts.send(response, answer, request);
}

async function decide(parts: Parts, request: IncomingMessage): Promise<Answer> {
  const early = parts.greet(request);
  if (early) {
    request.resume();
    return early;
  }
  const body = await parts.read(request);
  if ('status' in body) return body;
  const refusal = parts.verify(request, body);
  if (refusal) return refusal;
  const parsed = parts.parse(body, request);
  if ('status' in parsed) return parsed;
  return parts.take(parsed.payload, request, body);
}
