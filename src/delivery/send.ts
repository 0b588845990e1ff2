/** One HTTP request to a receiver on this machine. The only file that imports undici. */
import type { LookupFunction } from 'node:net';
import type { Dispatcher, request } from 'undici';
import type { AttemptError } from './attempt.ts';
import { toDetail, toErrorKind } from './error-kind.ts';
import { readBody } from './response-body.ts';
import { isLoopback } from './targets.ts';

/** A request to send. */
export interface Outgoing {
  /** Upper case. Default `POST`. */
  readonly method?: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
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

const lookup: LookupFunction = (hostname, options, callback) => {
  const addresses = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ];
  // No resolver is asked: a hosts file must not lead a delivery away from this machine.
  if (hostname !== 'localhost')
    callback(Object.assign(new Error(`${hostname} is not looked up`), { code: 'ENOTFOUND' }), '');
  else if (options.all === true) callback(null, addresses);
  else callback(null, '127.0.0.1', 4);
};

/**
 * Creates a sender. It follows no redirect, uses no proxy of the environment, and connects
 * to loopback addresses alone, whatever URL it is given.
 */
export function createSender(): Send {
  let opening: ReturnType<typeof open> | undefined;
  return async ({ method = 'POST', url, headers, body: bytes, timeout }) => {
    const { request, dispatcher } = await (opening ??= open());
    const signal = AbortSignal.timeout(timeout);
    try {
      const response = await request(url, { method, headers, body: bytes, dispatcher, signal });
      const retryAfter = response.headers['retry-after'];
      const body = await readBody(response.body);
      return { status: response.statusCode, body, ...(typeof retryAfter === 'string' && { retryAfter }) };
    } catch (error) {
      if (signal.aborted) return { error: 'timeout', detail: `No whole answer within ${timeout} ms` };
      const kind = toErrorKind(error);
      if (kind === undefined) throw error;
      return { error: kind, detail: toDetail(error) };
    }
  };
}

// Imported at the first delivery: it is a hundred modules, and many a mock never sends anything.
async function open(): Promise<{ readonly request: typeof request; readonly dispatcher: Dispatcher }> {
  const undici = await import('undici');
  const { Agent, buildConnector } = undici;
  const connect = buildConnector({ lookup, autoSelectFamily: true });
  const dispatcher = new Agent({
    // Longer than a burst, shorter than any server waits: a connection is not used when it is about to be closed.
    keepAliveTimeout: 1000,
    keepAliveMaxTimeout: 1000,
    connections: CONNECTIONS,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect(options, callback) {
      const host =
        options.hostname.includes(':') && !options.hostname.startsWith('[')
          ? `[${options.hostname}]`
          : options.hostname;
      if (isLoopback(host)) connect(options, callback);
      else callback(Object.assign(new Error(`${host} is not on this machine`), { code: 'ENOTFOUND' }), null);
    },
  });
  return { request: undici.request, dispatcher };
}
