/** What is recorded of one attempt to deliver an event: the row behind every delivery log a provider shows. */

/**
 * How an attempt ended: `success`, `retry` (failed, another one follows), `dead` (failed, given up), `pending`
 * (under way), `refused` (the target may not be dialled, nothing was sent).
 */
export type AttemptOutcome = 'success' | 'retry' | 'dead' | 'pending' | 'refused';

/** Why an attempt failed; `http_error` is a status the policy does not count as success. */
export type AttemptError = 'timeout' | 'connection_refused' | 'dns_failure' | 'http_error' | 'refused';

/** One attempt. Its members are what `$attempt.…` names in a contract. */
export interface Attempt {
  /** Position in the log: grows by one with each attempt. */
  readonly sequence: number;
  /** Name of the contract. */
  readonly contract: string;
  readonly tenant: string;
  /** Resource that the endpoint belongs to, e.g. `webhook`. */
  readonly resource: string;
  /** Delivery id: the same for all attempts of one delivery. */
  readonly id: string;
  readonly attemptId: string;
  readonly eventId: string;
  readonly endpointId: string;
  /** Event name. */
  readonly event: string;
  /** URL as registered, before any forwarding. */
  readonly url: string;
  /** Counts from 1. */
  readonly attempt: number;
  readonly outcome: AttemptOutcome;
  readonly error: AttemptError | null;
  /** What the system said about the error, e.g. `connect ECONNREFUSED 127.0.0.1:9`; null where `error` says it all. */
  readonly errorDetail: string | null;
  /** Headers as written; empty when nothing was sent. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** The exact body text; its UTF-8 bytes were signed and sent. */
  readonly requestBody: string;
  /** `requestBody`, parsed. */
  readonly payload: unknown;
  /** Lower-case hex. */
  readonly bodySha256: string;
  readonly bodyBytes: number;
  /** Null when no whole answer came. */
  readonly responseStatus: number | null;
  /** At most the first 2,048 bytes of the answer, as text. */
  readonly responseBody: string;
  readonly durationMs: number;
  /** ISO 8601 with milliseconds: when this attempt began. */
  readonly occurredAt: string;
  /** ISO 8601 with milliseconds: when the delivery was created; the same for all its attempts. */
  readonly createdAt: string;
  /** ISO 8601 with milliseconds: when the next attempt begins; null when none follows. */
  readonly nextAttemptAt: string | null;
  /** Encoded signature alone; null when the contract signs nothing or the endpoint has no secret. */
  readonly signature: string | null;
}

/** The latest attempt of a delivery, and how many attempts the log knows of it. */
export interface Delivery extends Attempt {
  readonly attempts: number;
}
