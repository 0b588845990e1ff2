/** The mock's own form of a request and a response: plain data, no socket and no fetch objects inside the kernel. */

/** A request as the kernel sees it. */
export interface PlainRequest {
  /** Upper case. */
  readonly method: string;
  /** Path as sent, still percent-encoded, without the contract's base path. */
  readonly path: string;
  /** Query string without `?`; '' when there is none. */
  readonly query: string;
  /** Names in lower case; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Raw body; empty when none was sent. */
  readonly body: Uint8Array;
  /** The body was longer than the limit and has not been read. */
  readonly tooLarge?: boolean;
}

/** A response of the kernel. */
export interface PlainResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Text or bytes as sent; absent for an empty body. */
  readonly body?: string | Uint8Array;
  readonly note?: Note;
  /** How the answer travels; absent: at once and whole. */
  readonly transport?: Transport;
}

/**
 * A fault on the way, as data: the kernel has no socket and no timer. The Node adapter does all of it; an adapter without
 * sockets waits for `delay`, and where bytes do not arrive it fails the call as its own network error.
 */
export interface Transport {
  /** Milliseconds before the first byte, or before the connection is reset. */
  readonly delay?: number;
  /** How fast the body is sent. */
  readonly bytesPerSecond?: number;
  /** Bytes of the body after which the connection ends, although `Content-Length` announces all of them. */
  readonly cutAfter?: number;
  /**
   * Nothing of the response is sent; its status may be 0. `reset` ends the connection (TCP RST), `drop` keeps it open
   * and silent until the caller gives up.
   */
  readonly connection?: 'reset' | 'drop';
}

/** What the request log says about a response: operationId, the condition that decided and why. */
export interface Note {
  readonly operation?: string;
  readonly condition?: string;
  readonly reason?: string;
  /** Ids of the faults that the answer met, with a space between them. */
  readonly fault?: string;
}

/** A JSON response. `contentType` defaults to `application/json`. */
export function toJsonResponse(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
  contentType = 'application/json',
  note?: Note,
): PlainResponse {
  if (body === undefined) return { status, headers, ...(note && { note }) };
  const typed = { 'Content-Type': contentType, ...headers };
  const text = JSON.stringify(body);
  return note ? { status, headers: typed, body: text, note } : { status, headers: typed, body: text };
}

/**
 * A problem (RFC 9457) for what the contract has no answer to: clear, and visibly the mock's own words.
 * @param detail one sentence: what is wrong and what to do
 * @param members further members of the body (RFC 9457, 3.2)
 */
export function toProblem(
  status: number,
  title: string,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
  members: Readonly<Record<string, unknown>> = {},
): PlainResponse {
  return toJsonResponse(status, { title, status, detail, ...members }, headers, 'application/problem+json');
}
