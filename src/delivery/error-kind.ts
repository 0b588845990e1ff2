/** What went wrong on the wire, in the few words that delivery logs know. */
import type { AttemptError } from './attempt.ts';
import { NOT_REACHED } from './reach.ts';

/** Codes of node:dns for a name that cannot be looked up. */
const DNS = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'ENODATA']);
/** Codes of undici and the system for a receiver that takes too long. */
const TIMEOUT = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT']);
/** Codes of undici for a request that was never right: a mistake of ours, not of the receiver. */
const OURS = new Set(['UND_ERR_INVALID_ARG', 'UND_ERR_NOT_SUPPORTED', 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH']);

/**
 * Kind of a failed exchange. A connection that breaks, or speaks no HTTP or TLS that can be trusted, counts as
 * `connection_refused`: delivery logs have no closer word, and `Attempt.errorDetail` keeps what happened.
 * @returns undefined when the receiver is not to blame
 */
export function toErrorKind(error: unknown): AttemptError | undefined {
  const code = findCode(error);
  if (code === undefined || OURS.has(code)) return undefined;
  if (code === NOT_REACHED) return 'refused';
  if (DNS.has(code)) return 'dns_failure';
  if (TIMEOUT.has(code)) return 'timeout';
  return 'connection_refused';
}

/** One line about an error; for a connection tried on several addresses, about the first. */
export function toDetail(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first.message : String(first);
}

function findCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
