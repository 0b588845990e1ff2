import { asArray, asObject, asText } from '../../contract/value.ts';
import { toldBy } from '../plugin/examples.ts';
import { proseOf } from '../plugin/operations.ts';
import type { Rule } from '../plugin/rule.ts';
import type { Subscription } from '../plugin/subscriptions.ts';
import type { Reader } from '../plugin/spot.ts';

/** A create whose answer is lost is sent again. Two webhooks with one URL then bring every event twice. */
export const createRepeatable: Rule = {
  name: 'create-repeatable',
  summary: 'It is stated what a repeated create does: an idempotency key, a unique URL, or another webhook.',
  recommended: 'warn',
  strict: 'error',
  check({ reader, subscriptions }, report) {
    for (const subscription of subscriptions) {
      const { create } = subscription;
      if (create.method !== 'post' || isStated(reader, subscription)) continue;
      report(
        create.spot,
        `Nothing says what \`${create.label}\` does when it is sent twice.`,
        'Take an `Idempotency-Key`, document 409 for a URL that is registered already, or say that both are kept.',
      );
    }
  },
};

function isStated(reader: Reader, { create, resource }: Subscription): boolean {
  if (asArray(asObject(resource?.spot.value)['unique']).length > 0) return true;
  if (create.parameters.some(({ value }) => /idempoten/i.test(asText(value['name'])))) return true;
  const conflict = create.responses.find(({ status }) => status === '409');
  const told = [proseOf(create), conflict ? toldBy(reader, conflict.spot) : ''].join(' ');
  return /idempoten|twice|duplicat|already|same url|unique|registered once|once for|several times|again/i.test(told);
}
