/** One request and what came back. */
import type { Operation } from '../contract/types.ts';
import type { Credentials } from './case.ts';
import type { RequestForm } from './raw/request-bytes.ts';
import type { Repeated } from './repeated.ts';
import type { Variant } from './variants.ts';

/** A request as it goes over the wire, credentials included. */
export interface WireRequest {
  /** Upper case. */
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Marks in the URL, the headers and the body that stand for something long. */
  readonly repeated?: readonly Repeated[];
  /** How it was written where it went over a socket of its own. */
  readonly form?: RequestForm;
}

/** An answer. */
export interface WireResponse {
  readonly status: number;
  /** `1.1`; '' when the transport cannot tell. */
  readonly httpVersion: string;
  readonly headers: Headers;
  /** Names and values as they came: order, case and duplicates. */
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  /** The body as it came, before its content coding is undone. */
  readonly bytes: Uint8Array;
  /** `early`: fewer bytes came than were announced, or the last chunk is missing. */
  readonly end: 'complete' | 'early';
  /** Bytes came after the end that the headers announced. */
  readonly surplus: boolean;
  /** The request was sent twice, because a kept connection turned out to be closed. */
  readonly resent: boolean;
  /** Whether the body is in the coding that `Content-Encoding` names; true for codings that nobody here knows. */
  readonly isDecodable: boolean;
  /** The body as text, a byte order mark left out; '' when there is none. Broken UTF-8 shows as U+FFFD. */
  readonly text: string;
  /** Whether the body is UTF-8. */
  readonly isUtf8: boolean;
  /** The body read as JSON; undefined when it is none. */
  readonly json: unknown;
}

/** A request that was sent, with its answer. */
export interface Exchange {
  readonly operation: Operation;
  readonly variant: Variant;
  readonly request: WireRequest;
  readonly response: WireResponse;
  readonly credentials: Credentials;
  readonly durationMs: number;
}

/** A request that was sent, whatever came of it. */
export type Sent = Pick<Exchange, 'operation' | 'variant' | 'request' | 'credentials'>;

/** Whether the answer is a success. */
export function isSuccess({ response }: Exchange): boolean {
  return response.status >= 200 && response.status < 300;
}

/** `POST /webhooks` as the contract writes it. */
export function nameOf(operation: Operation): string {
  return `${operation.method.toUpperCase()} ${operation.path}`;
}
