/** What a right receiver does with a delivery, and how a fault reads when it does not. */
import { isSuccess } from '../../contract/delivery-policy.ts';
import { toMilliseconds } from '../../contract/duration.ts';
import type { RequestForm } from '../raw/request-bytes.ts';
import type { ReceiverCode } from './codes.ts';
import type { Delivery } from './delivery.ts';
import type { ReceiverDraft, ReceiverRun, SentDelivery } from './receiver-check.ts';

/** What is expected, and the fault where it does not come. */
export interface Expectation {
  readonly code: ReceiverCode;
  /** What was sent, e.g. `a delivery without a signature`. */
  readonly what: string;
  readonly form?: RequestForm;
  /** Further statuses that are right. */
  readonly tolerated?: readonly number[];
  readonly contractPointer?: string;
  readonly restsOn?: readonly string[];
  readonly severity?: 'warning';
  readonly event?: string;
  readonly key?: string;
}

const FORGERY = '/x-webhook-signature';

/** The delivery has to be accepted. @returns whether it was */
export async function expectAccepted(run: ReceiverRun, delivery: Delivery, wish: Expectation): Promise<boolean> {
  return judgeAccepted(run, await run.send(delivery, wish.form), wish);
}

/** The same of a delivery that was sent already. */
export function judgeAccepted(run: ReceiverRun, sent: SentDelivery, wish: Expectation): boolean {
  const { response } = sent;
  if (response && sent.durationMs > toMilliseconds(run.policy.timeout)) reportSlow(run, sent, wish.what);
  if (response && (isSuccess(response.status, run.policy.success) || wish.tolerated?.includes(response.status)))
    return true;
  // The check of every answer tells about redirects.
  if (response && response.status >= 300 && response.status < 400) return false;
  if (response && response.status >= 200 && response.status < 300) {
    const success = run.policy.success.join(', ');
    run.report({
      ...toDraft(sent, wish),
      code: 'SuccessStatusWrong',
      message: `The receiver answered ${response.status} to ${wish.what}; the contract counts ${success} as success.`,
      expected: success,
      contractPointer: '/x-webhook-delivery/success',
      restsOn: ['/x-webhook-delivery'],
      key: '',
    });
    return true;
  }
  if (sent.failure?.kind === 'timeout') {
    reportSlow(run, sent, wish.what);
    return false;
  }
  run.report({ ...toDraft(sent, wish), message: `${toSubject(sent)} ${wish.what}.`, expected: 'accepts it' });
  return false;
}

/** An answer that did not come in time, whatever was asked. */
export function reportSlow(run: ReceiverRun, sent: SentDelivery, what: string): void {
  run.report({
    code: 'AnswerTooSlow',
    message: `The receiver took ${sent.response ? '' : 'more than '}${sent.durationMs} ms for ${what}.`,
    expected: `answers within ${toSeconds(run)}`,
    contractPointer: '/x-webhook-delivery/timeout',
    restsOn: ['/x-webhook-delivery'],
    exchange: sent,
    event: sent.delivery.event,
  });
}

/** The time that the contract gives a receiver, in words. */
export function toSeconds({ policy }: Pick<ReceiverRun, 'policy'>): string {
  return policy.timeout.replace(/^PT/, '').replace('S', ' s').toLowerCase();
}

/** The delivery is forged, and has to be refused: 4xx. @returns whether it was */
export async function expectRefused(run: ReceiverRun, delivery: Delivery, wish: Expectation): Promise<boolean> {
  const sent = await run.send(delivery, wish.form);
  const { response } = sent;
  const draft = { contractPointer: FORGERY, ...toDraft(sent, wish), expected: 'refuses it (4xx)' };
  if (response && response.status >= 400 && response.status < 500) return true;
  if (response && response.status >= 300 && response.status < 400) return false;
  if (response && response.status < 300) {
    run.report({ ...draft, message: `The receiver answered ${response.status} to ${wish.what}.` });
    return false;
  }
  const code = response ? 'ForgeryFails' : 'NoAnswer';
  run.report({ ...draft, code, key: '', message: `${toSubject(sent)} ${wish.what}.` });
  return false;
}

/** Nothing says what is right, but the receiver has to answer, and not with 5xx. @returns whether it did */
export async function expectSound(run: ReceiverRun, delivery: Delivery, wish: Expectation): Promise<boolean> {
  const sent = await run.send(delivery, wish.form);
  const { response } = sent;
  if (response && (response.status < 500 || wish.tolerated?.includes(response.status))) return true;
  run.report({
    ...toDraft(sent, wish),
    message: `${toSubject(sent)} ${wish.what}.`,
    expected: 'answers, and not with 5xx',
  });
  return false;
}

function toDraft(sent: SentDelivery, wish: Expectation): Omit<ReceiverDraft, 'message' | 'expected'> {
  const { code, contractPointer, restsOn, severity, key } = wish;
  const { failure, delivery } = sent;
  return {
    code,
    exchange: sent,
    event: wish.event ?? delivery.event,
    ...(contractPointer !== undefined && { contractPointer }),
    ...(restsOn && { restsOn }),
    ...(severity && { severity }),
    ...(key !== undefined && { key }),
    ...(failure && { received: failure.text }),
  };
}

/** `The receiver answered 500 to`, or what it did instead of answering. */
function toSubject({ response, failure }: SentDelivery): string {
  if (response) return `The receiver answered ${response.status} to`;
  if (failure?.kind === 'timeout') return 'The receiver did not answer in time to';
  return failure?.kind === 'malformed' ? 'The receiver sent no valid HTTP as an answer to' : 'The receiver hung up on';
}
