/** Bodies of requests and events: there or not, needed or not. */
import { directionOf, type BothCalls } from '../../wire/api.ts';
import type { Report } from '../proposal.ts';
import { definePair, defineRule, type Rule } from '../rule.ts';

const request = { direction: 'request', area: 'body' } as const;
const event = { direction: 'event', area: 'body' } as const;
const OPTIONAL = 'Make the body optional, and say what a request without one means.';
const SEND = 'Go on sending the body with every delivery.';

export const bodyRules: readonly Rule[] = [
  ...definePair(
    { ...request, kind: 'existence' },
    {
      id: 'request-body-removed',
      title: 'A request has no body any more.',
      action: 'removed',
      level: 'breaking',
      instead: 'Keep the body optional.',
    },
    { id: 'request-body-added', title: 'A request may have a body.', action: 'added', level: 'info' },
  ),
  defineRule({
    ...request,
    kind: 'requiredness',
    id: 'request-body-required-added',
    title: 'A request needs a body, and had none.',
    action: 'added',
    level: 'breaking',
    instead: OPTIONAL,
    mirror: { waiver: 'Its opposite is request-body-removed, whatever the body was.' },
  }),
  ...definePair(
    { ...request, kind: 'requiredness' },
    {
      id: 'request-body-became-required',
      title: 'An optional request body is required now.',
      action: 'stricter',
      level: 'breaking',
      instead: OPTIONAL,
    },
    {
      id: 'request-body-became-optional',
      title: 'A required request body is optional now.',
      action: 'looser',
      level: 'info',
    },
  ),
  ...definePair(
    { ...event, kind: 'existence' },
    {
      id: 'event-body-removed',
      title: 'An event has no body any more.',
      action: 'removed',
      level: 'breaking',
      instead: SEND,
    },
    { id: 'event-body-added', title: 'An event has a body now.', action: 'added', level: 'info' },
  ),
  ...definePair(
    { ...event, kind: 'requiredness' },
    {
      id: 'event-body-became-optional',
      title: 'An event may come without its body.',
      action: 'looser',
      level: 'breaking',
      instead: SEND,
    },
    {
      id: 'event-body-became-required',
      title: 'An event always comes with its body now.',
      action: 'stricter',
      level: 'info',
    },
  ),
];

/** Reports a body that came, went, or is needed now. */
export function checkBody({ base, head }: BothCalls, report: Report): void {
  const direction = directionOf(base);
  const [was, is] = [base.body, head.body];
  const where = {
    operations: [base.label],
    place: base.label,
    base: was?.pointer ?? base.pointer,
    head: is?.pointer ?? head.pointer,
  };
  const name = direction === 'request' ? 'The request body' : 'The body of the event';
  if (was === undefined && is !== undefined) {
    const isNeeded = direction === 'request' && is.required;
    const message = `${name} is new${is.required ? ' and required' : ''}.`;
    report(isNeeded ? 'request-body-required-added' : `${direction}-body-added`, { ...where, message });
  } else if (was !== undefined && is === undefined) {
    report(`${direction}-body-removed`, { ...where, message: `${name} is gone.` });
  } else if (was !== undefined && is !== undefined && was.required !== is.required) {
    const word = is.required ? 'required' : 'optional';
    report(`${direction}-body-became-${word}`, { ...where, message: `${name} is ${word} now.` });
  }
}
