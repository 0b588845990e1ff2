/** Whether a receiver still works after a case. */
import type { ReceiverDraft } from './receiver-check.ts';
import { isAccepted, type ReceiverSession } from './session.ts';

/** Milliseconds that a receiver may take to come back, and between two looks. */
const PATIENCE = 2000;
const STEP = 100;

/** What was seen. */
export interface Health {
  /** The fault, where there is one. */
  readonly draft?: ReceiverDraft;
  /** Set when nobody answers any more. */
  readonly gone?: string;
  /** Set when good deliveries are not accepted any more: nothing can be judged after that. */
  readonly isBroken?: boolean;
}

/**
 * Sends a good delivery, and waits a little for a receiver that is started again.
 * @param title of the case before
 */
export async function checkAlive(session: ReceiverSession, title: string): Promise<Health> {
  const startedAt = session.now();
  let sent = await session.probe();
  let wasGone = false;
  while (sent.failure?.kind === 'connection' && session.now() - startedAt < PATIENCE) {
    wasGone ||= !/ECONNRESET|EPIPE|closed/.test(sent.failure.text);
    // oxlint-disable-next-line no-await-in-loop -- waiting is the point
    await session.pause(STEP);
    // oxlint-disable-next-line no-await-in-loop
    sent = await session.probe();
  }
  const { response, failure } = sent;
  const shared = { exchange: sent, event: sent.delivery.event, expected: 'goes on' };
  if (!response && failure?.kind === 'connection')
    return {
      gone: `the receiver does not answer any more: ${failure.text}`,
      draft: {
        ...shared,
        code: 'ReceiverCrashed',
        message: `The receiver did not answer any more after a case in which a right one ${title}.`,
        received: failure.text,
        key: '',
      },
    };
  if (wasGone)
    return {
      draft: {
        ...shared,
        code: 'ReceiverCrashed',
        message: `The receiver was gone for a while after a case in which a right one ${title}.`,
        received: 'gone, and back again',
        key: '',
      },
    };
  if (isAccepted(sent, session) || response?.status === 429) return {};
  await session.pause(STEP);
  if (isAccepted(await session.probe(), session)) return {};
  const answer = response ? `answered ${response.status}` : `gave ${failure?.text ?? 'no answer'}`;
  return {
    isBroken: true,
    draft: {
      ...shared,
      code: 'NotRecovered',
      message: `The receiver ${answer} to a good delivery after a case in which a right one ${title}.`,
      received: response ? String(response.status) : (failure?.text ?? 'no answer'),
      key: '',
    },
  };
}
