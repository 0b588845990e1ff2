/** How deliveries travel: how long a receiver may take, how often they are tried, what they carry. */
import type { DeliveryPolicy } from '../../../../contract/delivery-policy.ts';
import type { Json } from '../../../../contract/types.ts';
import { coversStatus } from '../../wire/status.ts';
import type { ProposalInput, Report } from '../proposal.ts';
import { isSame, lengthOf, minus, show, withoutEvidence } from './compare.ts';
import type { BehaviourPair } from './versions.ts';

const POINTER = '/x-webhook-delivery';
type Tell = (rule: string, member: string, message: string, values: readonly unknown[]) => void;

/** Reports what changed for receivers. */
export function checkDeliveries({ base, head, events }: BehaviourPair, report: Report): void {
  checkSubscribable(base.behaviour.unsubscribable, head.behaviour.unsubscribable, report);
  const [was, is] = [base.behaviour.delivery, head.behaviour.delivery];
  const where = { operations: events, place: 'deliveries' };
  if (was === undefined || is === undefined) {
    if (was !== undefined)
      report('delivery-policy-removed', {
        ...where,
        base: POINTER,
        message: 'It is not said any more how deliveries travel.',
      });
    if (is !== undefined)
      report('delivery-policy-added', { ...where, head: POINTER, message: 'It is said now how deliveries travel.' });
    return;
  }
  const tell: Tell = (rule, member, message, values) => {
    const input: ProposalInput = { ...where, message, base: `${POINTER}/${member}`, head: `${POINTER}/${member}` };
    report(rule, {
      ...input,
      place: `deliveries ${member}`,
      values: values.map((value) => withoutEvidence(value ?? null) as Json),
    });
  };
  compareTimes(was, is, tell);
  compareAnswers(was, is, tell);
  compareHeaders(was, is, tell);
  compareIds(was, is, tell);
}

function compareTimes(was: DeliveryPolicy, is: DeliveryPolicy, tell: Tell): void {
  const [before, after] = [lengthOf(was.timeout), lengthOf(is.timeout)];
  if (before !== after) {
    const rule = after < before ? 'delivery-timeout-shortened' : 'delivery-timeout-extended';
    tell(rule, 'timeout', `A receiver has ${is.timeout} to answer, no longer ${was.timeout}.`, [before, after]);
  }
  const [first, second] = [was.retries, is.retries].map((list) => list.map(lengthOf)) as [number[], number[]];
  if (!isSame(first, second)) {
    const sum = (list: number[]): number => list.reduce((total, delay) => total + delay, 0);
    const isShorter = second.length < first.length || sum(second) < sum(first);
    const message = `A failed delivery is tried again after ${list(is.retries)}; before after ${list(was.retries)}.`;
    tell(isShorter ? 'delivery-retries-shortened' : 'delivery-retries-extended', 'retries', message, [first, second]);
  }
  compareDisabling(was.disableAfter, is.disableAfter, tell);
}

function compareDisabling(was: DeliveryPolicy['disableAfter'], is: DeliveryPolicy['disableAfter'], tell: Tell): void {
  const bounds = (rule: DeliveryPolicy['disableAfter']): [number, number] => [
    rule?.deliveries ?? Number.POSITIVE_INFINITY,
    rule?.period === undefined ? Number.POSITIVE_INFINITY : lengthOf(rule.period),
  ];
  const [before, after] = [bounds(was), bounds(is)];
  if (isSame(before, after)) return;
  const isSooner = after.some((bound, index) => bound < before[index]!);
  const message = `An endpoint is switched off after ${show(is ?? 'nothing')}; before after ${show(was ?? 'nothing')}.`;
  tell(isSooner ? 'delivery-disabled-sooner' : 'delivery-disabled-later', 'disableAfter', message, [was, is]);
}

function compareAnswers(was: DeliveryPolicy, is: DeliveryPolicy, tell: Tell): void {
  const [before, after] = [was.success.map(String), is.success.map(String)];
  const lost = before.filter((status) => !coversStatus(after, status));
  const won = after.filter((status) => !coversStatus(before, status));
  const message = `Success is ${after.join(', ')}; it was ${before.join(', ')}.`;
  if (lost.length > 0) tell('delivery-success-narrowed', 'success', message, [before, after]);
  else if (won.length > 0) tell('delivery-success-widened', 'success', message, [before, after]);
  for (const status of minus(is.gone, was.gone)) {
    tell('delivery-gone-added', 'gone', `A receiver that answers ${status} gets nothing any more.`, [status]);
  }
  for (const status of minus(was.gone, is.gone)) {
    tell('delivery-gone-removed', 'gone', `A receiver that answers ${status} gets deliveries again.`, [status]);
  }
  if (was.retryAfter !== is.retryAfter) {
    const [rule, verb] = is.retryAfter
      ? ['delivery-retry-after-honoured', 'counts now']
      : ['delivery-retry-after-ignored', 'does not count any more'];
    tell(rule!, 'retryAfter', `A receiver's Retry-After ${verb}.`, []);
  }
}

function compareHeaders(was: DeliveryPolicy, is: DeliveryPolicy, tell: Tell): void {
  const lower = (headers: DeliveryPolicy['headers']) =>
    new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const [before, after] = [lower(was.headers), lower(is.headers)];
  for (const [name, value] of before) {
    if (!after.has(name))
      tell('delivery-header-removed', 'headers', `Deliveries do not carry ${name} any more.`, [name]);
    else if (!isSame(value, after.get(name))) {
      const message = `Deliveries carry ${name}: ${show(after.get(name))}, no longer ${show(value)}.`;
      tell('delivery-header-changed', 'headers', message, [name, value, after.get(name)]);
    }
  }
  for (const name of after.keys()) {
    if (!before.has(name)) tell('delivery-header-added', 'headers', `Deliveries carry ${name} now.`, [name]);
  }
}

function compareIds(was: DeliveryPolicy, is: DeliveryPolicy, tell: Tell): void {
  if (was.stableId !== is.stableId) {
    const [rule, words] = is.stableId
      ? ['delivery-id-became-stable', 'is the same']
      : ['delivery-id-became-unstable', 'differs'];
    tell(rule!, 'stableId', `The id of a delivery ${words} in all its attempts.`, []);
  }
  for (const member of ['id', 'eventId'] as const) {
    if (was[member] === is[member]) continue;
    tell('delivery-id-form-changed', member, `${member} looks like ${is[member]}, no longer like ${was[member]}.`, [
      was[member],
      is[member],
    ]);
  }
}

function checkSubscribable(before: readonly string[], after: readonly string[], report: Report): void {
  const tell = (rule: string, name: string, words: string): void => {
    const pointer = `/webhooks/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    report(rule, {
      operations: [`event ${name}`],
      place: `event ${name}`,
      base: pointer,
      head: pointer,
      message: `The event ${name} ${words}.`,
    });
  };
  for (const name of minus(after, before))
    tell('event-became-unsubscribable', name, 'cannot be subscribed to any more');
  for (const name of minus(before, after)) tell('event-became-subscribable', name, 'can be subscribed to now');
}

function list(delays: readonly string[]): string {
  return delays.length === 0 ? 'no delay, it is not tried again' : delays.join(', ');
}
