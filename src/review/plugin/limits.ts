/** How many receivers there may be, as a contract says it. */
import { asObject, asText } from '../../contract/value.ts';
import { toldBy } from './examples.ts';
import { proseOf } from './operations.ts';
import type { Response } from './operations.ts';
import type { Subscription } from './subscriptions.ts';
import type { WebhookApi } from './webhook-api.ts';

const STATED =
  /\b(at most|maximum( of)?|max\.?|up to|no more than|limit(ed)?( is| of| to)?|can have|may have)\s+(\d+|one|two|three|four|five|ten)\b[^.]{0,40}\b(webhook|endpoint|hook|subscription|receiver|url)s?/i;

/** The limit that a description or `x-resource` states, as it is written; undefined where there is none. */
export function statedLimit({ create, resource }: Subscription): string | undefined {
  const max = asObject(asObject(resource?.spot.value)['limit'])['max'];
  if (max !== undefined) return `at most ${String(max)}`;
  return STATED.exec(proseOf(create))?.[0];
}

/** The responses of `create` that can answer one too many: those that `x-outcomes` names, else those that speak of it. */
export function limitResponses({ reader, root }: WebhookApi, { create, resource }: Subscription): Response[] {
  const outcome = asText(asObject(asObject(resource?.spot.value)['limit'])['outcome']);
  const status = asObject(asObject(root.value['x-outcomes'])[outcome])['status'];
  if (status !== undefined) return create.responses.filter((response) => response.status === String(status));
  return create.responses.filter(
    (response) =>
      response.status.startsWith('4') &&
      response.status !== '429' &&
      /limit|maximum|too many|quota|exceed|\bmax\b|at most/i.test(toldBy(reader, response.spot)),
  );
}
