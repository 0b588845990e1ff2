/** How credentials look. */
import type { Report } from '../proposal.ts';
import { defineRule, type Rule } from '../rule.ts';
import type { BehaviourPair } from './versions.ts';

export const keyRules: readonly Rule[] = [
  defineRule({
    direction: 'request',
    area: 'security',
    kind: 'form',
    id: 'key-prefix-changed',
    title: 'Keys begin with another text.',
    action: 'changed',
    level: 'warning',
    instead: 'Go on accepting keys of the old form, and tell those who search for leaked ones.',
  }),
];

/** Reports another prefix of keys. Listed keys are test data: who has which says nothing of the provider. */
export function checkKeys({ base, head }: BehaviourPair, report: Report): void {
  const [was, is] = [base.behaviour.keys?.prefix, head.behaviour.keys?.prefix];
  if (was === undefined || is === undefined || was === is) return;
  report('key-prefix-changed', {
    operations: base.operations.map(({ id }) => base.labelOf(id)),
    place: 'keys',
    base: '/x-keys/prefix',
    head: '/x-keys/prefix',
    message: `Keys begin with "${is}", no longer with "${was}".`,
    values: [was, is],
  });
}
