/** Sends requests: under the quotas, with a time limit, again after a 429, and never for longer than the run may take. */
import { HookspecError } from '../errors.ts';
import type { Operation, SecurityScheme } from '../contract/types.ts';
import { type Credentials, Skip } from './case.ts';
import type { Clock } from './clock.ts';
import { authorize } from './credentials.ts';
import type { WireRequest, WireResponse } from './exchange.ts';
import type { Pace } from './pace.ts';
import type { Quotas } from './quotas.ts';
import { expandRepeated } from './repeated.ts';
import { toWireResponse } from './response.ts';
import type { Transport } from './transport.ts';
import { describeFailure, NoAnswer } from './failure.ts';

/** What a client is made of. */
export interface ClientOptions {
  readonly transport: Transport;
  readonly pace: Pace;
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
  /** Another way than the usual one. */
  readonly via?: Transport;
  /** Takes each 429: the request is sent again, so that nobody else sees it. */
  onLimited?(response: WireResponse): void;
}

/** Sends requests and counts them. */
export interface Client {
  /**
   * @throws Skip `quota` or `time`; NoAnswer; HookspecError ServerUnreachable before the first answer
   */
  send(sending: Sending): Promise<WireResponse>;
  readonly sent: number;
  /** Closes the connections that are still open. */
  close(): void;
}

/** How often a request is repeated after 429. */
const PATIENCE = 5;
/** Milliseconds that a server may be out of service (503 with Retry-After) for a request to be repeated. */
const LONGEST_OUTAGE = 60_000;

/** Creates a client; it has not sent anything yet. */
export function createClient(options: ClientOptions): Client {
  const { clock, mainToken, transport, pace } = options;
  let sent = 0;
  let answered = 0;
  let failedInARow = 0;
  let outages = 0;
  const isWorthIt = (milliseconds: number): boolean => milliseconds <= LONGEST_OUTAGE && outages++ < PATIENCE;
  const transmit = async ({
    request,
    scheme,
    credentials,
    signal,
    via = transport,
  }: Sending): Promise<WireResponse> => {
    const { url, method, headers, body } = expandRepeated(authorize(request, scheme, credentials, mainToken));
    sent += 1;
    const timeout = AbortSignal.timeout(options.timeoutMs);
    try {
      const raw = await via.send({
        method,
        url,
        headers,
        signal: AbortSignal.any([signal, timeout]),
        ...(body !== undefined && { body }),
      });
      answered += 1;
      failedInARow = 0;
      return toWireResponse(raw);
    } catch (error) {
      if (signal.aborted) throw new Skip('interrupted');
      const failure = describeFailure(error, options.timeoutMs);
      if (failure.kind === 'unsendable') throw new Skip(`it cannot be sent: ${failure.text}`);
      if (via === transport) failedInARow += 1;
      const isAlive = failure.kind === 'malformed' || (answered > 0 && (failedInARow < 4 || (await ping(url))));
      if (isAlive) throw new NoAnswer(failure);
      const when = answered > 0 ? 'does not answer any more' : 'does not answer';
      throw new HookspecError('ServerUnreachable', `${new URL(url).origin} ${when}: ${failure.text}`, { cause: error });
    }
  };
  /** Some operations may hang although the server lives. */
  const ping = async (url: string): Promise<boolean> => {
    const signal = AbortSignal.timeout(options.timeoutMs);
    try {
      await transport.send({ method: 'GET', url: new URL('/', url).href, headers: {}, signal });
      failedInARow = 0;
      return true;
    } catch {
      return false;
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
    close: () => transport.close(),
    async send(sending) {
      if (sending.signal.aborted) throw new Skip('interrupted');
      if (clock.now() > sending.deadline) throw new Skip('time');
      const token = toMeteredToken(sending.credentials, mainToken);
      const quotas = token === undefined ? undefined : options.quotas(token);
      for (let attempt = 0; ; attempt++) {
        const wait = quotas?.waitFor(sending.operation, sending.reserve) ?? 0;
        if (wait > 0) await pause(wait, sending, 'quota');
        await pace.admit(sent, sending);
        const response = await retryOnce(sending, () => transmit(sending));
        quotas?.count(sending.operation, response.headers);
        const wanted = retryAfter(response.headers, clock.now());
        if (response.status === 429) {
          sending.onLimited?.(response);
          if (attempt === PATIENCE) throw new Skip('quota');
          await pause(wanted ?? 1000 * 2 ** attempt, sending, 'quota');
        } else if (response.status === 503 && wanted !== undefined && attempt === 0 && isWorthIt(wanted)) {
          // Out of service for a while, and says so: that is no fault of the operation.
          await pause(wanted, sending, 'out of service');
        } else return response;
      }
    },
  };
}

/** A connection may break between two requests; what changes nothing is sent again. */
async function retryOnce(sending: Sending, transmit: () => Promise<WireResponse>): Promise<WireResponse> {
  try {
    return await transmit();
  } catch (error) {
    const mayRepeat = error instanceof NoAnswer && error.kind === 'connection';
    if (!mayRepeat || !['GET', 'HEAD'].includes(sending.request.method)) throw error;
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

/** Whose quota a request uses up: the right token counts however it is written. */
function toMeteredToken(credentials: Credentials, mainToken: string): string | undefined {
  if (credentials.kind === 'token') return credentials.token;
  return ['lowerCase', 'otherScheme', 'unknownScheme', 'noScheme', 'inQuery', 'twice'].includes(credentials.kind)
    ? mainToken
    : undefined;
}
