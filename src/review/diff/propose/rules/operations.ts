/** Operations, webhooks and callbacks that came, went or moved. */
import { isDeepStrictEqual } from 'node:util';
import { getAt } from '../../../../contract/pointer.ts';
import { asText } from '../../../../contract/value.ts';
import { directionOf, type CallPair, type WireCall } from '../../wire/api.ts';
import { findEventMark } from '../../wire/event-mark.ts';
import type { Report } from '../proposal.ts';
import { definePair, defineRule, type Rule } from '../rule.ts';

const KEEP_OPERATION = 'Keep it, mark it deprecated with a sunset date, and remove it in the next major version.';
const KEEP_EVENT = 'Go on sending it beside its successor until all subscribers have moved.';

export const operationRules: readonly Rule[] = [
  ...definePair(
    { direction: 'request', area: 'operation', kind: 'existence' },
    {
      id: 'operation-removed',
      title: 'An operation is no longer served.',
      action: 'removed',
      level: 'breaking',
      instead: KEEP_OPERATION,
    },
    { id: 'operation-added', title: 'An operation is new.', action: 'added', level: 'info' },
  ),
  ...definePair(
    { direction: 'event', area: 'operation', kind: 'existence' },
    {
      id: 'event-removed',
      title: 'A webhook or callback is no longer sent.',
      action: 'removed',
      level: 'breaking',
      instead: KEEP_EVENT,
    },
    { id: 'event-added', title: 'A webhook or callback is new.', action: 'added', level: 'info' },
  ),
  defineRule({
    id: 'event-renamed',
    title: 'A webhook has another name, and its payload is the same.',
    direction: 'event',
    area: 'operation',
    kind: 'name',
    action: 'changed',
    level: 'breaking',
    instead: KEEP_EVENT,
  }),
  defineRule({
    id: 'callback-url-changed',
    title: 'A callback goes to another URL.',
    direction: 'event',
    area: 'operation',
    kind: 'form',
    action: 'changed',
    level: 'breaking',
    instead: 'Read the URL from the old place as long as requests carry it there.',
  }),
];

/** Reports calls that only one version has. @param today ISO 8601 date that sunset dates are held against */
export function checkOperations(pairs: readonly CallPair[], today: string, report: Report): void {
  const removed = pairs.flatMap(({ base, head }) => (base !== undefined && head === undefined ? [base] : []));
  const added = new Set(pairs.flatMap(({ base, head }) => (head !== undefined && base === undefined ? [head] : [])));
  for (const call of removed) {
    const successor = [...added].find((other) => isRenamed(call, other) || isMoved(call, other));
    if (successor === undefined) reportRemoved(call, today, report);
    else {
      added.delete(successor);
      reportRenamed(call, successor, report);
    }
  }
  for (const call of added) {
    const rule = call.kind === 'operation' ? 'operation-added' : 'event-added';
    report(rule, {
      message: `${nameOf(call)} is new.`,
      operations: [call.label],
      place: call.label,
      head: call.pointer,
    });
  }
}

function reportRemoved(call: WireCall, today: string, report: Report): void {
  const sunset = asText(call.node['x-sunset']);
  const isOver = call.node['deprecated'] === true && sunset !== '' && sunset.slice(0, 10) <= today;
  const ending = call.kind === 'operation' ? 'is no longer served' : 'is no longer sent';
  const announced = isOver ? `, as was announced for ${sunset}` : '';
  report(directionOf(call) === 'request' ? 'operation-removed' : 'event-removed', {
    message: `${nameOf(call)} ${ending}${announced}.`,
    operations: [call.label],
    place: call.label,
    base: call.pointer,
    ...(isOver ? { level: 'warning' as const } : {}),
  });
}

function reportRenamed(call: WireCall, successor: WireCall, report: Report): void {
  const where = { operations: [call.label], place: call.label, base: call.pointer, head: successor.pointer };
  if (call.kind === 'callback') {
    const message = `${nameOf(call)} goes to ${successor.path}, no longer to ${call.path}.`;
    report('callback-url-changed', { ...where, message, values: [call.path, successor.path] });
    return;
  }
  const mark = findEventMark(call);
  const isMarked = mark !== undefined && mark === findEventMark(successor);
  const reason = isMarked ? ', and its payload still names it as before' : '';
  report('event-renamed', {
    ...where,
    message: `${nameOf(call)} is called ${successor.path} now${reason}.`,
    values: [call.path, successor.path],
    // The key of a webhook does not travel: a subscriber sees what the payload says.
    ...(isMarked ? { level: 'info' as const } : {}),
  });
}

function isRenamed(call: WireCall, other: WireCall): boolean {
  if (call.kind !== 'webhook' || other.kind !== 'webhook' || call.method !== other.method) return false;
  const bodyOf = ({ node }: WireCall) => getAt(node, '/requestBody');
  return bodyOf(call) !== undefined && isDeepStrictEqual(bodyOf(call), bodyOf(other));
}

// The same callback of the same operation, sent to another address.
function isMoved(call: WireCall, other: WireCall): boolean {
  return (
    call.kind === 'callback' && other.kind === 'callback' && call.label === other.label && call.method === other.method
  );
}

function nameOf({ kind, path, label }: WireCall): string {
  if (kind === 'webhook') return `The event ${path}`;
  return kind === 'callback' ? `The ${label}` : label;
}
