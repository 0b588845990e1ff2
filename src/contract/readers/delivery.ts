/** Reads `x-webhook-delivery`: how a delivery travels, and which events nobody can subscribe to. */
import type { DeliveryPolicy } from '../delivery-policy.ts';
import { evidenceOf } from '../evidence.ts';
import { getAt, toPointer } from '../pointer.ts';
import { derefPointer } from '../resolve.ts';
import { asObject } from '../value.ts';
import { checkExpressions } from './expressions.ts';
import { checkDurationAt, checkTemplateAt, hasForm, type Reading, report, withoutEvidence } from './reading.ts';

const NAME = 'x-webhook-delivery';
const POINTER = `/${NAME}`;

/** The delivery policy of a document. */
export function readDelivery(reading: Reading): DeliveryPolicy | undefined {
  const value = reading.document[NAME];
  if (value === undefined || !hasForm(reading, NAME, value, POINTER)) return undefined;
  const raw = withoutEvidence(value) as unknown as Partial<DeliveryPolicy>;
  if ('subscribable' in raw) {
    report(reading, `${POINTER}/subscribable`, '"subscribable" speaks of one event; move it to the entry of webhooks.');
  }
  const policy: DeliveryPolicy = {
    success: raw.success ?? ['2XX'],
    timeout: raw.timeout ?? 'PT10S',
    retries: raw.retries ?? [],
    jitter: raw.jitter ?? 0,
    retryAfter: raw.retryAfter ?? false,
    gone: raw.gone ?? [],
    ...(raw.disableAfter && { disableAfter: raw.disableAfter }),
    headers: raw.headers ?? { 'Content-Type': 'application/json' },
    id: raw.id ?? '{uuid}',
    eventId: raw.eventId ?? '{uuid}',
    stableId: raw.stableId ?? true,
    keys: raw.keys ?? 'contract',
    fill: raw.fill ?? {},
    ...evidenceOf(value),
  };
  checkDurationAt(reading, policy.timeout, `${POINTER}/timeout`);
  policy.retries.forEach((delay, index) => checkDurationAt(reading, delay, `${POINTER}/retries/${index}`));
  const period = policy.disableAfter?.period;
  if (period !== undefined) checkDurationAt(reading, period, `${POINTER}/disableAfter/period`);
  checkTemplateAt(reading, policy.id, `${POINTER}/id`);
  checkTemplateAt(reading, policy.eventId, `${POINTER}/eventId`);
  checkExpressions(reading, policy.headers, `${POINTER}/headers`);
  checkExpressions(reading, policy.fill, `${POINTER}/fill`);
  return policy;
}

/** Names of the events that are marked `subscribable: false`. */
export function readUnsubscribable(reading: Reading): string[] {
  const names: string[] = [];
  for (const event of Object.keys(asObject(reading.document['webhooks']))) {
    const entry = derefPointer(reading.document, `/webhooks${toPointer([event])}`);
    const value = asObject(getAt(reading.document, entry))[NAME];
    const pointer = entry + POINTER;
    if (value === undefined || !hasForm(reading, NAME, value, pointer)) continue;
    for (const member of Object.keys(asObject(value))) {
      if (member === 'subscribable' || member === 'x-evidence') continue;
      const message = `"${member}" holds for all deliveries; move it to ${NAME} of the document.`;
      report(reading, `${pointer}/${member}`, message);
    }
    if (asObject(value)['subscribable'] === false) names.push(event);
  }
  return names;
}
