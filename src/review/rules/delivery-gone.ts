import { asArray, asObject, asText } from '../../contract/value.ts';
import type { Delivery } from '../plugin/deliveries.ts';
import { proseOf } from '../plugin/operations.ts';
import type { Rule } from '../plugin/rule.ts';
import type { WebhookApi } from '../plugin/webhook-api.ts';

/** A receiver must be able to say "never again" and "not now"; it does so only if it knows that it is heard. */
export const deliveryGone: Rule = {
  name: 'delivery-gone',
  summary: 'Deliveries say what an answer of 410 and one of 429 do.',
  recommended: 'off',
  strict: 'warn',
  check(api, report) {
    const faults = api.deliveries.flatMap((delivery) => {
      const missing = ['410', '429'].filter((status) => !isExplained(api, delivery, status));
      return missing.length === 0 ? [] : [{ delivery, missing: missing.join(' and ') }];
    });
    // Where no delivery says it, it is said in one place.
    const isCommon = faults.length === api.deliveries.length;
    for (const { delivery, missing } of isCommon ? faults.slice(0, 1) : faults) {
      report(
        delivery.spot,
        `${isCommon ? 'No delivery says' : `Delivery \`${delivery.name}\` does not say`} what an answer of ${missing} does.`,
        'Document them under its responses, or write `gone` and `retryAfter` in `x-webhook-delivery`.',
      );
    }
  },
};

function isExplained({ root }: WebhookApi, delivery: Delivery, status: string): boolean {
  const { gone, retryAfter } = asObject(root.value['x-webhook-delivery']);
  if (status === '410' ? asArray(gone).length > 0 : retryAfter !== undefined) return true;
  const told = [asText(asObject(root.value['info'])['description']), proseOf(delivery)].join(' ');
  return delivery.responses.some((response) => response.status === status) || told.includes(status);
}
