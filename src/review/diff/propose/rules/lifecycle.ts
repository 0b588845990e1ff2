/** Announcements: what is marked deprecated. */
import { directionOf, type BothCalls } from '../../wire/api.ts';
import type { Report } from '../proposal.ts';
import { definePair, type Rule } from '../rule.ts';

export const lifecycleRules: readonly Rule[] = [
  ...definePair(
    { direction: 'request', area: 'operation', kind: 'lifecycle' },
    { id: 'operation-deprecated', title: 'An operation is marked deprecated.', action: 'stricter', level: 'info' },
    { id: 'operation-reinstated', title: 'An operation is not deprecated any more.', action: 'looser', level: 'info' },
  ),
  ...definePair(
    { direction: 'event', area: 'operation', kind: 'lifecycle' },
    { id: 'event-deprecated', title: 'An event is marked deprecated.', action: 'stricter', level: 'info' },
    { id: 'event-reinstated', title: 'An event is not deprecated any more.', action: 'looser', level: 'info' },
  ),
];

/** Reports calls that are deprecated now, or no longer. */
export function checkLifecycle({ base, head }: BothCalls, report: Report): void {
  const is = head.node['deprecated'] === true;
  if ((base.node['deprecated'] === true) === is) return;
  const subject = directionOf(base) === 'request' ? 'operation' : 'event';
  const rule = `${subject}-${is ? 'deprecated' : 'reinstated'}`;
  const message = is ? `The ${subject} is deprecated.` : `The ${subject} is not deprecated any more.`;
  report(rule, { message, operations: [base.label], place: base.label, base: base.pointer, head: head.pointer });
}
