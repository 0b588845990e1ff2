/** The bytes and headers of one attempt. */
import { createEventMessage, signEventMessage, type AttemptIdentity } from '../contract/event-message.ts';
import type { TemplateContext } from '../contract/template.ts';
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
 * @param sent body of an earlier attempt of this delivery: it is sent again, byte for byte, under a signature of its own
 * @throws RangeError when the contract has no such event, or a header cannot carry its value
 * @throws SigningError when a secret does not fit the contract's scheme
 */
export function createMessage(job: Job, identity: AttemptIdentity, context: TemplateContext, sent?: string): Message {
  const message = createEventMessage(job, identity, context, sent);
  const signed = signEventMessage(message, job.contract, identity, job.endpoint);
  return {
    headers: Object.fromEntries(message.headers.values()),
    body: message.body,
    payload: JSON.parse(message.body),
    signature: signed?.signature ?? null,
  };
}
