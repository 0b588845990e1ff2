import { asObject, asText } from '../../contract/value.ts';
import type { Delivery } from '../plugin/deliveries.ts';
import { toWord } from '../plugin/names.ts';
import type { Rule } from '../plugin/rule.ts';
import { memberOf } from '../plugin/spot.ts';

/** A receiver that cannot tell the provider from a stranger acts on forged events. */
export const signatureHeader: Rule = {
  name: 'signature-header',
  summary: 'Every delivery declares the header that carries its signature, as a required parameter.',
  recommended: 'warn',
  strict: 'error',
  check({ deliveries, root }, report) {
    const stated = asText(asObject(root.value['x-webhook-signature'])['header']);
    for (const delivery of deliveries) {
      const parameter = findSignature(delivery, stated);
      if (!parameter) {
        report(
          delivery.spot,
          `Delivery \`${delivery.name}\` declares no signature header.`,
          `Add \`{ name: ${stated || 'Webhook-Signature'}, in: header, required: true, schema: { type: string } }\` to its parameters.`,
        );
      } else if (parameter.value['required'] !== true) {
        report(
          memberOf(parameter, 'required') ?? parameter,
          `The signature header of delivery \`${delivery.name}\` is optional.`,
          'Write `required: true`.',
        );
      }
    }
  },
};

function findSignature({ parameters }: Delivery, stated: string): Delivery['parameters'][number] | undefined {
  const headers = parameters.filter(({ value }) => value['in'] === 'header');
  const isStated = (name: string): boolean =>
    stated === '' ? /signature|hmac/.test(toWord(name)) : name.toLowerCase() === stated.toLowerCase();
  return headers.find(({ value }) => isStated(asText(value['name'])));
}
