/** One HTTP request to a receiver. The only file that imports undici. */
import { Readable } from 'node:stream';
import type { Dispatcher, request } from 'undici';
import type { AttemptError } from './attempt.ts';
import { toDetail, toErrorKind } from './error-kind.ts';
import { readBody } from './response-body.ts';
import { createPublicGuard, loopbackGuard, type Guard, type ResolveName } from './guard.ts';
import type { Reach } from './reach.ts';

/** A request to send. */
export interface Outgoing {
  /** Upper case. Default `POST`. */
  readonly method?: string;
  readonly url: URL;
  /** Default `loopback`. */
  readonly reach?: Reach | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Milliseconds of a pause in the middle of the body. Default none. */
  readonly pause?: number | undefined;
  /** Milliseconds from connecting to the end of the answer. */
  readonly timeout: number;
}

/** What came of it: a whole answer, or the reason why there is none. */
export type Reply =
  | { readonly status: number; readonly body: string; readonly retryAfter?: string | undefined }
  | { readonly error: AttemptError; readonly detail: string };

/** Most connections to one receiver at once. */
const CONNECTIONS = 64;

/** Sends one request. Rejects only for what no receiver can cause. */
export type Send = (outgoing: Outgoing) => Promise<Reply>;

/**
 * Creates a sender. It follows no redirect, uses no proxy of the environment, and connects to addresses within the reach of
 * a request alone, whatever its URL says.
 * @param resolve looks names up, for what may leave this machine; default: the system
 */
export function createSender({ resolve }: { readonly resolve?: ResolveName } = {}): Send {
  const opening: Partial<Record<Reach, ReturnType<typeof open>>> = {};
  const guards = { loopback: () => loopbackGuard, public: () => createPublicGuard(resolve) };
  return async ({ method = 'POST', url, reach = 'loopback', headers, body: bytes, pause = 0, timeout }) => {
    const { request, dispatcher } = await (opening[reach] ??= open(guards[reach]()));
    // Not AbortSignal.timeout: its timer would keep every request in memory until the time is up.
    const limit = new AbortController();
    const { signal } = limit;
    const timer = setTimeout(() => limit.abort(), timeout);
    try {
      const content = pause === 0 ? bytes : Readable.from(sendSlowly(bytes, pause));
      const sent = pause === 0 ? headers : { ...headers, 'Content-Length': String(bytes.length) };
      const response = await request(url, { method, headers: sent, body: content, dispatcher, signal });
      const retryAfter = response.headers['retry-after'];
      const body = await readBody(response.body);
      return { status: response.statusCode, body, ...(typeof retryAfter === 'string' && { retryAfter }) };
    } catch (error) {
      if (signal.aborted) return { error: 'timeout', detail: `No whole answer within ${timeout} ms` };
      const kind = toErrorKind(error);
      if (kind === undefined) throw error;
      return { error: kind, detail: toDetail(error) };
    } finally {
      clearTimeout(timer);
    }
  };
}

async function* sendSlowly(body: Uint8Array, pause: number): AsyncGenerator<Uint8Array> {
  const half = Math.floor(body.length / 2);
  yield body.subarray(0, half);
  await new Promise((wake) => setTimeout(wake, pause));
  yield body.subarray(half);
}

// Imported at the first delivery: it is a hundred modules, and many a mock never sends anything.
async function open(guard: Guard): Promise<{ readonly request: typeof request; readonly dispatcher: Dispatcher }> {
  const undici = await import('undici');
  const { Agent, buildConnector } = undici;
  const connect = buildConnector({ lookup: guard.lookup, autoSelectFamily: true });
  const dispatcher = new Agent({
    // Longer than a burst, shorter than any server waits: a connection is not used when it is about to be closed.
    keepAliveTimeout: 1000,
    keepAliveMaxTimeout: 1000,
    connections: CONNECTIONS,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect(options, callback) {
      const { hostname } = options;
      const refusal = guard.refuse(hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname);
      if (refusal) return callback(refusal, null);
      connect(options, (error, socket) => {
        if (error) return callback(error, null);
        const second = guard.refuseConnected(socket.remoteAddress);
        if (!second) return callback(null, socket);
        socket.destroy();
        callback(second, null);
      });
    },
  });
  return { request: undici.request, dispatcher };
}
