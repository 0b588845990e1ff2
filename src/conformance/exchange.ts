/** One request and what came back. */
import type { Operation } from '../contract/types.ts';
import type { Credentials } from './case.ts';
import type { Variant } from './variants.ts';

/** A request as it goes over the wire, credentials included. */
export interface WireRequest {
  /** Upper case. */
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The body as text; '' when there is none. */
  readonly text: string;
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

/** Whether the answer is a success. */
export function isSuccess({ response }: Exchange): boolean {
  return response.status >= 200 && response.status < 300;
}

/** `POST /webhooks` as the contract writes it. */
export function nameOf(operation: Operation): string {
  return `${operation.method.toUpperCase()} ${operation.path}`;
}
