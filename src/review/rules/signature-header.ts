import { hasOwnSecurity, signatureOf, statedSignature } from '../plugin/headers.ts';
import type { Rule } from '../plugin/rule.ts';
import { memberOf } from '../plugin/spot.ts';

/** A receiver that cannot tell the provider from a stranger acts on forged events. */
export const signatureHeader: Rule = {
  name: 'signature-header',
  summary: 'Every delivery declares the header that carries its signature, as a required parameter.',
  recommended: 'warn',
  strict: 'error',
  check(api, report) {
    const example = statedSignature(api) || 'Webhook-Signature';
    for (const delivery of api.deliveries) {
      const signature = signatureOf(api, delivery);
      if (!signature && !hasOwnSecurity(api, delivery)) {
        report(
          delivery.spot,
          `Delivery \`${delivery.name}\` declares no signature header.`,
          `Add \`{ name: ${example}, in: header, required: true, schema: { type: string } }\` to its parameters.`,
        );
      } else if (signature && !signature.required) {
        report(
          memberOf(signature.spot, 'required') ?? signature.spot,
          `The signature header of delivery \`${delivery.name}\` is optional.`,
          'Write `required: true`.',
        );
      }
    }
  },
};
