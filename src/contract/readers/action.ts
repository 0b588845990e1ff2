/** Reads `x-action`: an operation that sends something. */
import type { Action } from '../behaviour.ts';
import { evidenceOf } from '../evidence.ts';
import { isExpression } from '../expression-reference.ts';
import { didYouMean } from '../nearest.ts';
import type { RawOperation } from '../operations.ts';
import { asObject } from '../value.ts';
import { readAnswer } from './answers.ts';
import { checkExpression } from './expressions.ts';
import { checkDurationAt, hasForm, maybe, type Reading, report, withoutEvidence } from './reading.ts';
import { lastPathParameter } from './roles.ts';
import { checkResource } from './view.ts';

/** The action that stands on an operation. */
export function readAction(reading: Reading, operation: RawOperation): Action | undefined {
  const value = operation.node['x-action'];
  const pointer = `${operation.pointer}/x-action`;
  if (value === undefined || !hasForm(reading, 'x-action', value, pointer)) return undefined;
  const raw = withoutEvidence(value) as unknown as Partial<Action> & Pick<Action, 'kind' | 'resource'>;
  const id = raw.id ?? lastPathParameter(operation);
  if (id === undefined) {
    report(
      reading,
      pointer,
      `${operation.id} has no path parameter; say where the id travels, e.g. id: $request.body#/id.`,
    );
  }
  checkExpression(reading, raw.id, `${pointer}/id`, operation);
  checkResource(reading, raw.resource, `${pointer}/resource`);
  checkEvent(reading, raw, pointer);
  if (raw.retention) {
    checkDurationAt(reading, raw.retention.period, `${pointer}/retention/period`);
    if (raw.kind === 'test') report(reading, `${pointer}/retention`, 'Only a replay has a "retention"; remove it.');
  }
  const { at: _, ...answer } = readAnswer(reading, raw, pointer, operation);
  return {
    kind: raw.kind,
    resource: raw.resource,
    id: id ?? '',
    ...maybe('event', raw.event),
    mode: raw.mode ?? 'sync',
    notFound: raw.notFound ?? 'notFound',
    ...maybe('retention', raw.retention),
    ...answer,
    ...evidenceOf(value),
  };
}

function checkEvent(reading: Reading, raw: Pick<Action, 'kind'> & Partial<Action>, pointer: string): void {
  if (raw.kind === 'replay') {
    if (raw.event !== undefined)
      report(reading, `${pointer}/event`, 'A replay sends the recorded event; remove "event".');
    return;
  }
  if (raw.event === undefined) {
    report(reading, pointer, 'x-action lacks "event": the entry of webhooks that the test sends.');
    return;
  }
  const events = Object.keys(asObject(reading.document['webhooks']));
  if (isExpression(raw.event) || events.includes(raw.event)) return;
  const hint = didYouMean(raw.event, events);
  report(reading, `${pointer}/event`, `There is no event "${raw.event}" in webhooks.${hint}`);
}
