/** One HTTP request to a receiver. The only file that imports undici. */
import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { AttemptError } from './attempt.ts';
import { toDetail, toErrorKind } from './error-kind.ts';
import { createResponseBody } from './response-body.ts';
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
  return async ({ reach = 'loopback', ...outgoing }) =>
    exchange(await (opening[reach] ??= open(guards[reach]())), outgoing);
}

// Not undici's `request`: the streams it makes for an answer of no length cost as much as all the rest.
function exchange(
  dispatcher: Dispatcher,
  { method = 'POST', url, headers, body: bytes, pause = 0, timeout }: Omit<Outgoing, 'reach'>,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const body = createResponseBody();
    let reply = { status: 0 };
    let controller: Dispatcher.DispatchController | undefined;
    const timer = setTimeout(() => {
      end({ error: 'timeout', detail: `No whole answer within ${timeout} ms` });
      controller?.abort(new Error('time is up'));
    }, timeout);
    let isOver = false;
    const end = (result: Reply): void => {
      isOver = true;
      clearTimeout(timer);
      resolve(result);
    };
    const request: Dispatcher.DispatchOptions = {
      origin: url.origin,
      path: url.pathname + url.search,
      method,
      headers: pause === 0 ? headers : { ...headers, 'Content-Length': String(bytes.length) },
      body: pause === 0 ? bytes : Readable.from(sendSlowly(bytes, pause)),
    };
    dispatcher.dispatch(request, {
      onRequestStart(started) {
        controller = started;
        if (isOver) controller.abort(new Error('time was up before there was a connection'));
      },
      onResponseStart(_, status, { 'retry-after': retryAfter }) {
        // What comes before the answer, such as 103, says nothing about it.
        if (status >= 200) reply = { status, ...(typeof retryAfter === 'string' && { retryAfter }) };
      },
      onResponseData(reading, chunk) {
        if (body.add(chunk)) return;
        end({ ...reply, body: body.text() });
        reading.abort(new Error('the answer is too long'));
      },
      onResponseEnd: () => end({ ...reply, body: body.text() }),
      onResponseError(_, error) {
        if (isOver) return;
        const kind = toErrorKind(error);
        if (kind !== undefined) return end({ error: kind, detail: toDetail(error) });
        clearTimeout(timer);
        reject(error);
      },
    });
  });
}

async function* sendSlowly(body: Uint8Array, pause: number): AsyncGenerator<Uint8Array> {
  const half = Math.floor(body.length / 2);
  yield body.subarray(0, half);
  await new Promise((wake) => setTimeout(wake, pause));
  yield body.subarray(half);
}

// Imported at the first delivery: it is a hundred modules, and many a mock never sends anything.
async function open(guard: Guard): Promise<Dispatcher> {
  const { Agent, buildConnector } = await import('undici');
  const connect = buildConnector({ lookup: guard.lookup, autoSelectFamily: true });
  return new Agent({
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
}
