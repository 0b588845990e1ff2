/** Sends requests: under the quotas, with a time limit, again after a 429, and never for longer than the run may take. */
import { HookspecError } from '../errors.ts';
import type { Operation, SecurityScheme } from '../contract/types.ts';
import { type Credentials, Skip } from './case.ts';
import type { Clock } from './clock.ts';
import { authorize } from './credentials.ts';
import type { WireRequest, WireResponse } from './exchange.ts';
import type { Quotas } from './quotas.ts';

/** What a client is made of. */
export interface ClientOptions {
  readonly fetch: typeof fetch;
  /** Milliseconds an answer may take. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly mainToken: string;
  quotas(token: string): Quotas;
  onWait(milliseconds: number, reason: string): void;
}

/** One request to send. */
export interface Sending {
  readonly operation: Operation;
  /** Without credentials. */
  readonly request: WireRequest;
  readonly scheme: SecurityScheme | undefined;
  readonly credentials: Credentials;
  /** Time after which nothing is waited for. */
  readonly deadline: number;
  /** Requests that have to stay possible afterwards. */
  readonly reserve: number;
  readonly signal: AbortSignal;
}

/** Sends requests and counts them. */
export interface Client {
  /**
   * @throws Skip `quota` or `time`; NoAnswer; HookspecError ServerUnreachable before the first answer
   */
  send(sending: Sending): Promise<WireResponse>;
  readonly sent: number;
}

/** Thrown when a request got no answer although the server had answered others. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** How often a request is repeated after 429. */
const PATIENCE = 5;

/** Creates a client; it has not sent anything yet. */
export function createClient(options: ClientOptions): Client {
  const { clock, mainToken } = options;
  let sent = 0;
  let answered = 0;
  let failedInARow = 0;
  const transmit = async ({ request, scheme, credentials, signal }: Sending): Promise<WireResponse> => {
    const { url, method, headers, body } = authorize(request, scheme, credentials, mainToken);
    sent += 1;
    try {
      const timeout = AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs)]);
      const response = await options.fetch(url, {
        method,
        headers,
        redirect: 'manual',
        signal: timeout,
        ...(body !== undefined && { body }),
      });
      const text = await response.text();
      answered += 1;
      failedInARow = 0;
      return { status: response.status, headers: response.headers, text, json: parseJson(text) };
    } catch (error) {
      if (signal.aborted) throw new Skip('interrupted');
      failedInARow += 1;
      const why = describe(error, options.timeoutMs);
      if (answered > 0 && failedInARow < 4) throw new NoAnswer(why);
      const when = answered > 0 ? 'does not answer any more' : 'does not answer';
      throw new HookspecError('ServerUnreachable', `${new URL(url).origin} ${when}: ${why}`, { cause: error });
    }
  };
  const pause = async (milliseconds: number, sending: Sending, reason: string): Promise<void> => {
    if (clock.now() + milliseconds > sending.deadline) throw new Skip(reason);
    options.onWait(milliseconds, reason);
    await clock.sleep(milliseconds, sending.signal).catch(() => {
      throw new Skip('interrupted');
    });
  };
  return {
    get sent() {
      return sent;
    },
    async send(sending) {
      if (sending.signal.aborted) throw new Skip('interrupted');
      if (clock.now() > sending.deadline) throw new Skip('time');
      const token = sending.credentials.kind === 'token' ? sending.credentials.token : undefined;
      const quotas = token === undefined ? undefined : options.quotas(token);
      for (let attempt = 0; ; attempt++) {
        const wait = quotas?.waitFor(sending.operation, sending.reserve) ?? 0;
        if (wait > 0) await pause(wait, sending, 'quota');
        const response = await retryOnce(sending, () => transmit(sending));
        quotas?.count(sending.operation, response.headers);
        if (response.status !== 429) return response;
        if (attempt === PATIENCE) throw new Skip('quota');
        await pause(retryAfter(response.headers, clock.now()) ?? 1000 * 2 ** attempt, sending, 'quota');
      }
    },
  };
}

/** A connection may break between two requests; what changes nothing is sent again. */
async function retryOnce(sending: Sending, transmit: () => Promise<WireResponse>): Promise<WireResponse> {
  try {
    return await transmit();
  } catch (error) {
    if (!(error instanceof NoAnswer) || !['GET', 'HEAD'].includes(sending.request.method)) throw error;
    return transmit();
  }
}

/** Milliseconds of a `Retry-After` header, seconds or date; undefined when there is none. */
function retryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get('retry-after')?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is a fault only where the contract wants JSON; the checks on bodies decide.
    return undefined;
  }
}

function describe(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs} ms`;
  const cause = error.cause as { code?: string; message?: string } | undefined;
  const message = cause?.message || error.message;
  // Most messages name the code already.
  return cause?.code === undefined || message.includes(cause.code) ? message : `${cause.code}, ${message}`;
}
