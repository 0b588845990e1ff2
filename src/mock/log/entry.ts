/** What is shown of a logged request: one line, or everything. Neither holds credentials. */
import type { LoggedExchange } from './request-ring.ts';
import { createRedactor, type Redactor } from './redact.ts';
import type { SensitiveNames } from './sensitive-names.ts';

/** One line of the log. */
export interface RequestEntry {
  /** Counts from 1 since the start. */
  readonly id: number;
  /** ISO 8601 with milliseconds. */
  readonly time: string;
  /** '' where the path belongs to no contract. */
  readonly contract: string;
  readonly operation?: string;
  /** Name of the caller's key; absent for an unknown caller. */
  readonly key?: string;
  readonly method: string;
  readonly path: string;
  /** 0 where a fault ended the connection. */
  readonly status: number;
  /** What decided, e.g. `invalid`, `unauthenticated`, `fault`; absent for a success. */
  readonly condition?: string;
  readonly reason?: string;
  /** Ids of the faults that the answer met, with a space between them. */
  readonly fault?: string;
}

/** One side of an exchange. */
export interface MessageDetail {
  readonly headers: Readonly<Record<string, string>>;
  /** Absent where there is none, or where it had to make room. */
  readonly body?: string;
  readonly encoding?: 'base64';
  /** Length of the whole body; of a text answer in characters. */
  readonly bodyLength: number;
  /** Only a part of the body is shown, or nothing of it. */
  readonly truncated: boolean;
}

/** A logged request with all that is kept of it. */
export interface RequestDetail extends RequestEntry {
  /** Milliseconds from the whole request to the end of the answer; what faults add to it included. */
  readonly duration: number;
  /** Without the question mark. */
  readonly query: string;
  readonly request: MessageDetail;
  readonly response: MessageDetail;
}

/** One line. */
export function toEntry(exchange: LoggedExchange, names: SensitiveNames, key?: string): RequestEntry {
  return describe(exchange, createRedactor(names, exchange.request), key);
}

/** Everything. */
export function toDetail(exchange: LoggedExchange, names: SensitiveNames, key?: string): RequestDetail {
  const redactor = createRedactor(names, exchange.request);
  const { request, response, sizes } = exchange;
  return {
    ...describe(exchange, redactor, key),
    // To the microsecond: more digits would say more than is known.
    duration: Math.round(exchange.duration * 1000) / 1000,
    query: redactor.query(request.query),
    request: toMessage(redactor, request.headers, request.body, sizes.request),
    response: toMessage(redactor, response.headers, response.body ?? '', sizes.response),
  };
}

function describe(exchange: LoggedExchange, redactor: Redactor, key: string | undefined): RequestEntry {
  const { id, time, contract, request, response } = exchange;
  const { operation, condition, reason, fault } = response.note ?? {};
  return {
    id,
    time: new Date(time).toISOString(),
    contract,
    ...(operation !== undefined && { operation }),
    ...(key !== undefined && { key }),
    method: request.method,
    path: redactor.text(request.path),
    status: response.status,
    ...(condition !== undefined && { condition }),
    ...(reason !== undefined && { reason: redactor.text(reason) }),
    ...(fault !== undefined && { fault }),
  };
}

function toMessage(
  redactor: Redactor,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array,
  size: number,
): MessageDetail {
  const truncated = body.length < size;
  const rest = { headers: redactor.headers(headers), bodyLength: size, truncated };
  if (body.length === 0) return rest;
  const text = typeof body === 'string' ? body : toText(body, truncated);
  return text === undefined
    ? { ...rest, body: toBase64(body as Uint8Array), encoding: 'base64' }
    : { ...rest, body: redactor.body(text) };
}

/** Undefined for bytes that are no text. A text may have been cut within its last character. */
function toText(bytes: Uint8Array, truncated: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: truncated });
  } catch {
    return undefined;
  }
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
