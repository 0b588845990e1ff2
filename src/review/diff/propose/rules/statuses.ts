/** Statuses of answers. */
import { replyDirectionOf, type BothCalls, type WireReply } from '../../wire/api.ts';
import { coversStatus, isSuccess } from '../../wire/status.ts';
import type { Report } from '../proposal.ts';
import { definePair, type Rule } from '../rule.ts';

const response = { direction: 'response', area: 'status', kind: 'existence' } as const;
const acknowledgement = { direction: 'acknowledgement', area: 'status', kind: 'existence' } as const;

export const statusRules: readonly Rule[] = [
  ...definePair(
    response,
    {
      id: 'response-success-status-removed',
      title: 'A success is not answered with that status any more.',
      action: 'removed',
      level: 'breaking',
      instead: 'Go on answering with the status.',
    },
    {
      id: 'response-success-status-added',
      title: 'A success may be answered with another status too.',
      action: 'added',
      level: 'info',
    },
  ),
  ...definePair(
    response,
    {
      id: 'response-error-status-removed',
      title: 'An error is not answered with that status any more.',
      action: 'removed',
      level: 'info',
    },
    {
      id: 'response-error-status-added',
      title: 'An error may be answered with another status too.',
      action: 'added',
      level: 'info',
    },
  ),
  ...definePair(
    acknowledgement,
    {
      id: 'acknowledgement-status-removed',
      title: 'A subscriber may not answer with that status any more.',
      action: 'removed',
      level: 'breaking',
      instead: 'Go on counting the status as a success.',
    },
    {
      id: 'acknowledgement-status-added',
      title: 'A subscriber may answer with another status too.',
      action: 'added',
      level: 'info',
    },
  ),
];

/** Reports statuses that came or went. */
export function checkStatuses({ base, head }: BothCalls, report: Report): void {
  const direction = replyDirectionOf(base);
  const [was, is] = [base.replies, head.replies];
  // A version without answers says nothing of them.
  if (was.length === 0 || is.length === 0) return;
  // A client that expects any 2xx is content with one of them; a subscriber may answer with any.
  for (const reply of missing(was, is, direction === 'response')) {
    const isGood = isSuccess(reply.status);
    const rule =
      direction === 'response'
        ? `response-${isGood ? 'success' : 'error'}-status-removed`
        : 'acknowledgement-status-removed';
    const message =
      direction === 'response'
        ? `${reply.status} is no answer any more.`
        : `A subscriber that answers ${reply.status} is not understood any more.`;
    const level = direction === 'acknowledgement' && !isGood ? { level: 'info' as const } : {};
    report(rule, {
      message,
      operations: [base.label],
      place: `${base.label} ${reply.status}`,
      base: reply.pointer,
      head: head.pointer,
      ...level,
    });
  }
  for (const reply of missing(is, was, false)) {
    const kind = isSuccess(reply.status) ? 'success' : 'error';
    const rule = direction === 'response' ? `response-${kind}-status-added` : 'acknowledgement-status-added';
    const message = `${reply.status} is a new answer.`;
    report(rule, {
      message,
      operations: [base.label],
      place: `${base.label} ${reply.status}`,
      base: base.pointer,
      head: reply.pointer,
    });
  }
}

/** The answers of which the other version does not know every status. */
function missing(replies: readonly WireReply[], others: readonly WireReply[], isPartEnough: boolean): WireReply[] {
  const statuses = others.map(({ status }) => status);
  return replies.filter(({ status }) => {
    if (coversStatus(statuses, status)) return false;
    return !(isPartEnough && /^\dXX$/.test(status) && statuses.some((other) => other[0] === status[0]));
  });
}
