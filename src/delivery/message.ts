/** The bytes and headers of one attempt. */
import { createEventMessage, signEventMessage, type AttemptIdentity } from '../contract/event-message.ts';
import type { TemplateContext } from '../contract/template.ts';
import type { Attempt } from './attempt.ts';
import type { Job } from './job.ts';

export type { AttemptIdentity };

/** An attempt, ready to be sent. */
export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly payload: unknown;
  /** Null when nothing was signed. */
  readonly signature: string | null;
}

/**
 * Builds the body from the event's example (or the job's payload) and the policy's `fill`, and signs it.
 * @param sent an earlier attempt of this delivery: its body is sent again, byte for byte, under a signature of its own
 * @throws RangeError when the contract has no such event, or a header cannot carry its value
 * @throws SigningError when a secret does not fit the contract's scheme
 */
export function createMessage(job: Job, identity: AttemptIdentity, context: TemplateContext, sent?: Attempt): Message {
  const message = createEventMessage(job, identity, context, sent?.requestBody);
  const signed = signEventMessage(message, job.contract, identity, job.endpoint);
  return {
    headers: Object.fromEntries(message.headers.values()),
    body: message.body,
    payload: sent ? sent.payload : message.payload,
    signature: signed?.signature ?? null,
  };
}
