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
  ...definePair(
    { direction: 'request', area: 'parameter', kind: 'lifecycle' },
    {
      id: 'request-parameter-deprecated',
      title: 'A parameter is marked deprecated.',
      action: 'stricter',
      level: 'info',
    },
    {
      id: 'request-parameter-reinstated',
      title: 'A parameter is not deprecated any more.',
      action: 'looser',
      level: 'info',
    },
  ),
];

/** Reports calls that are deprecated now, or no longer. */
export function checkLifecycle({ base, head }: BothCalls, report: Report): void {
  if (base.kind === 'operation') checkParameters(base, head, report);
  const is = head.node['deprecated'] === true;
  if ((base.node['deprecated'] === true) === is) return;
  const subject = directionOf(base) === 'request' ? 'operation' : 'event';
  const rule = `${subject}-${is ? 'deprecated' : 'reinstated'}`;
  const message = is ? `The ${subject} is deprecated.` : `The ${subject} is not deprecated any more.`;
  report(rule, { message, operations: [base.label], place: base.label, base: base.pointer, head: head.pointer });
}

function checkParameters(base: BothCalls['base'], head: BothCalls['head'], report: Report): void {
  for (const was of base.parameters) {
    const is = head.parameters.find(({ key }) => key === was.key);
    const isDeprecated = is?.node['deprecated'] === true;
    if (is === undefined || (was.node['deprecated'] === true) === isDeprecated) continue;
    report(isDeprecated ? 'request-parameter-deprecated' : 'request-parameter-reinstated', {
      message: `The parameter ${was.name} is ${isDeprecated ? '' : 'not '}deprecated${isDeprecated ? ' now' : ' any more'}.`,
      operations: [base.label],
      place: `${base.label} ${was.in} ${was.name}`,
      base: was.pointer,
      head: is.pointer,
    });
  }
}
