/** Which status answers which fault. */
import type { Outcome } from '../../../../contract/behaviour.ts';
import { getAt } from '../../../../contract/pointer.ts';
import type { Json } from '../../../../contract/types.ts';
import type { Report } from '../proposal.ts';
import { defineRule, type Rule } from '../rule.ts';
import { isSame, show, withoutEvidence } from './compare.ts';
import type { BehaviourPair } from './versions.ts';

export const outcomeRules: readonly Rule[] = [
  defineRule({
    direction: 'response',
    area: 'outcome',
    kind: 'values',
    id: 'outcome-status-changed',
    title: 'A fault is answered with another status.',
    action: 'changed',
    level: 'warning',
    instead: 'Keep the status; programs tell faults apart by it.',
  }),
];

/** Reports faults that are answered with another status than before. */
export function checkOutcomes({ base, head }: BehaviourPair, report: Report): void {
  for (const operation of base.operations) {
    const label = base.labelOf(operation.id);
    const other = head.operations.find(({ id }) => head.labelOf(id) === label);
    if (other === undefined) continue;
    for (const [condition, before] of Object.entries(operation.outcomes.conditions)) {
      const after = other.outcomes.conditions[condition] ?? [];
      for (const was of before) {
        const is = after.find(({ match }) => isSame(match, was.match));
        if (is === undefined || is.status === was.status) continue;
        report('outcome-status-changed', {
          operations: [label],
          place: `${label} ${condition}`,
          base: pointerOf(operation.pointer, condition, base.document),
          head: pointerOf(other.pointer, condition, head.document),
          message: `${condition}${describe(was)} is answered with ${is.status}, no longer with ${was.status}.`,
          values: [condition, withoutEvidence(was.match) as Json, was.status, is.status],
        });
      }
    }
  }
}

function describe({ match }: Outcome): string {
  return Object.keys(match).length === 0 ? '' : ` (${show(match)})`;
}

function pointerOf(operation: string, condition: string, document: unknown): string {
  const own = `${operation}/x-outcomes/${condition}`;
  return getAt(document, own) === undefined ? `/x-outcomes/${condition}` : own;
}
