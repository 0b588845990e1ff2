/** The row of the log for one attempt. */
import { encode } from '../signing/encoding.ts';
import { toSha256 } from '../signing/hmac.ts';
import type { Attempt, AttemptError, AttemptOutcome } from './attempt.ts';
import type { Job } from './job.ts';
import type { AttemptIdentity, Message } from './message.ts';

/** How an attempt ended. */
export type Ending = Pick<Attempt, 'outcome' | 'error' | 'errorDetail' | 'responseStatus' | 'responseBody'>;

/** An ending in one line. */
export function toEnding(
  outcome: AttemptOutcome,
  error: AttemptError | null = null,
  errorDetail: string | null = null,
  responseStatus: number | null = null,
  responseBody = '',
): Ending {
  return { outcome, error, errorDetail, responseStatus, responseBody };
}

/** What the log says about the bytes of a body. */
export type BodyDigest = Pick<Attempt, 'bodySha256' | 'bodyBytes'>;

/** Measures a body. */
export function digest(body: Uint8Array): BodyDigest {
  return { bodySha256: encode(toSha256(body), 'hex'), bodyBytes: body.length };
}

/** The row of an attempt that begins now. */
export function toPending(
  { contract, endpoint, event }: Job,
  identity: AttemptIdentity & { readonly attemptId: string; readonly createdAt: string },
  message: Message,
  { bodySha256, bodyBytes }: BodyDigest,
): Omit<Attempt, 'sequence'> {
  return {
    contract: contract.name,
    tenant: endpoint.tenant,
    resource: endpoint.resource,
    id: identity.id,
    attemptId: identity.attemptId,
    eventId: identity.eventId,
    endpointId: endpoint.id,
    event,
    url: endpoint.url,
    attempt: identity.attempt,
    ...toEnding('pending'),
    requestHeaders: message.headers,
    requestBody: message.body,
    payload: message.payload,
    bodySha256,
    bodyBytes,
    durationMs: 0,
    occurredAt: new Date(identity.time).toISOString(),
    createdAt: identity.createdAt,
    nextAttemptAt: null,
    signature: message.signature,
  };
}
