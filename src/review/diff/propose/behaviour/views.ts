/** Answers that are computed from deliveries, and operations that send something. */
import type { Action, View } from '../../../../contract/behaviour.ts';
import type { Operation } from '../../../../contract/types.ts';
import type { Report } from '../proposal.ts';
import { definePair, defineRule, type Rule } from '../rule.ts';
import { lengthOf } from './compare.ts';
import type { BehaviourPair } from './versions.ts';

const view = { direction: 'response', area: 'view' } as const;
const action = { direction: 'response', area: 'action' } as const;

export const viewRules: readonly Rule[] = [
  ...definePair(
    { ...view, kind: 'lifecycle' },
    {
      id: 'retention-shortened',
      title: 'Recorded deliveries are kept for a shorter time.',
      action: 'stricter',
      level: 'breaking',
      instead: 'Keep what was promised to be kept.',
    },
    { id: 'retention-extended', title: 'Recorded deliveries are kept longer.', action: 'looser', level: 'info' },
  ),
  ...definePair(
    { ...view, kind: 'bound' },
    {
      id: 'view-cap-lowered',
      title: 'A list of deliveries shows fewer rows.',
      action: 'stricter',
      level: 'breaking',
      instead: 'Let clients page through all rows.',
    },
    { id: 'view-cap-raised', title: 'A list of deliveries shows more rows.', action: 'looser', level: 'info' },
  ),
  defineRule({
    ...view,
    kind: 'form',
    id: 'view-order-changed',
    title: 'A list of deliveries is sorted the other way.',
    action: 'changed',
    level: 'breaking',
    instead: 'Add a parameter that asks for the other order.',
  }),
  ...definePair(
    { ...action, kind: 'form' },
    {
      id: 'action-became-queued',
      title: 'An operation answers before it has sent.',
      action: 'stricter',
      level: 'breaking',
      instead: 'Go on waiting for the receiver where the request does not ask otherwise.',
    },
    {
      id: 'action-became-synchronous',
      title: 'An operation answers after it has sent.',
      action: 'looser',
      level: 'info',
    },
  ),
  defineRule({
    direction: 'event',
    area: 'action',
    kind: 'values',
    id: 'action-event-changed',
    title: 'An operation sends another event.',
    action: 'changed',
    level: 'breaking',
    instead: 'Add an operation that sends the other event.',
  }),
];

/** Reports views and actions that give less, or otherwise. */
export function checkViews({ base, head }: BehaviourPair, report: Report): void {
  for (const operation of base.operations) {
    const label = base.labelOf(operation.id);
    const other = head.operations.find(({ id }) => head.labelOf(id) === label);
    if (other === undefined) continue;
    const tell = createTell(label, operation, other, report);
    if (operation.view && other.view) compareViews(operation.view, other.view, tell);
    if (operation.action && other.action) compareActions(operation.action, other.action, tell);
  }
}

type Tell = (
  rule: string,
  extension: string,
  was: string | number | undefined,
  is: string | number | undefined,
  what: string,
) => void;

function createTell(label: string, base: Operation, head: Operation, report: Report): Tell {
  return (rule, extension, was, is, what) =>
    report(rule, {
      operations: [label],
      place: label,
      base: `${base.pointer}/${extension}`,
      head: `${head.pointer}/${extension}`,
      message: `${what} is ${is ?? 'unlimited'} now; it was ${was ?? 'unlimited'}.`,
      values: [was ?? null, is ?? null],
    });
}

function compareViews(was: View, is: View, tell: Tell): void {
  const [before, after] = [was.cap, is.cap];
  if (before !== after) {
    const isLess = (after ?? Number.POSITIVE_INFINITY) < (before ?? Number.POSITIVE_INFINITY);
    tell(isLess ? 'view-cap-lowered' : 'view-cap-raised', 'x-view', before, after, 'The greatest number of rows');
  }
  compareRetention(was.retention?.period, is.retention?.period, 'x-view', tell);
  if (was.order !== is.order) tell('view-order-changed', 'x-view', was.order, is.order, 'What comes first');
}

function compareActions(was: Action, is: Action, tell: Tell): void {
  if (was.mode !== is.mode) {
    tell(
      is.mode === 'queued' ? 'action-became-queued' : 'action-became-synchronous',
      'x-action',
      was.mode,
      is.mode,
      'The mode',
    );
  }
  if (was.event !== is.event) tell('action-event-changed', 'x-action', was.event, is.event, 'The event that it sends');
  compareRetention(was.retention?.period, is.retention?.period, 'x-action', tell);
}

function compareRetention(was: string | undefined, is: string | undefined, extension: string, tell: Tell): void {
  const length = (period: string | undefined): number =>
    period === undefined ? Number.POSITIVE_INFINITY : lengthOf(period);
  if (length(was) === length(is)) return;
  const rule = length(is) < length(was) ? 'retention-shortened' : 'retention-extended';
  tell(rule, extension, was, is, 'How long a delivery is kept');
}
