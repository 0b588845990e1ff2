/** The HTTP method of a webhook or callback. */
import type { BothCalls } from '../../wire/api.ts';
import type { Report } from '../proposal.ts';
import { defineRule, type Rule } from '../rule.ts';

export const eventMethodRules: readonly Rule[] = [
  defineRule({
    id: 'event-method-changed',
    title: 'A webhook or callback is sent with another method.',
    direction: 'event',
    area: 'operation',
    kind: 'form',
    action: 'changed',
    level: 'breaking',
    instead: 'Go on sending it with the old method until all subscribers answer the new one.',
  }),
];

/** Reports an event that both versions send with different methods. */
export function checkEventMethod({ base, head }: BothCalls, report: Report): void {
  if (base.method === head.method) return;
  const [was, is] = [base.method.toUpperCase(), head.method.toUpperCase()];
  const name = base.kind === 'webhook' ? `event ${base.path}` : base.label;
  report('event-method-changed', {
    message: `The ${name} is sent with ${is} now; it was ${was}.`,
    operations: [base.label],
    place: base.label,
    base: base.pointer,
    head: head.pointer,
    values: [was, is],
  });
}
