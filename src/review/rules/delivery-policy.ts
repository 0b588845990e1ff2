import { isObject } from '../../contract/value.ts';
import type { Rule } from '../plugin/rule.ts';
import { memberOf } from '../plugin/spot.ts';
import type { Spot } from '../plugin/spot.ts';

/** How long one has to answer, and for how long it is tried again, decides how a receiver is built. */
export const deliveryPolicy: Rule = {
  name: 'delivery-policy',
  summary: 'Timeout and retries of deliveries are data: `x-webhook-delivery`, or `externalDocs` that lead to them.',
  recommended: 'off',
  strict: 'warn',
  check({ root, deliveries }, report) {
    const policy = memberOf(root, 'x-webhook-delivery');
    if (policy && isObject(policy.value)) {
      const missing = ['timeout', 'retries'].filter((name) => !Object.hasOwn(policy.value as object, name));
      if (missing.length > 0) {
        report(
          policy,
          `\`x-webhook-delivery\` does not state ${missing.map((name) => `\`${name}\``).join(' and ')}.`,
          'Write `timeout: PT10S` and `retries: [PT1M, PT1H]`, or `retries: []` where there are none.',
        );
      }
      return;
    }
    const [first] = deliveries.filter(({ spot, item }) => ![spot, item].some(hasDocs));
    if (!first || hasDocs(root)) return;
    report(
      first.spot,
      'Nothing says how long a receiver may take and when a failed delivery comes again.',
      'Write `x-webhook-delivery` with `timeout` and `retries` at the top of the document.',
    );
  },
};

function hasDocs(spot: Spot): boolean {
  return isObject(memberOf(spot, 'externalDocs')?.value);
}
