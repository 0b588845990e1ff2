import { asArray, asObject, asText, isObject } from '../../contract/value.ts';
import { headersOf, signatureOf } from '../plugin/headers.ts';
import { isTimeHeader } from '../plugin/names.ts';
import type { Rule } from '../plugin/rule.ts';
import { memberOf } from '../plugin/spot.ts';

/** Without a signed time a delivery that somebody recorded can be sent again for ever. */
export const signatureTimestamp: Rule = {
  name: 'signature-timestamp',
  summary: 'What is signed holds the time of the delivery, so that an old one can be refused.',
  recommended: 'warn',
  strict: 'error',
  check(api, report) {
    const stated = memberOf(api.root, 'x-webhook-signature');
    if (stated && isObject(stated.value)) {
      const { timestamp, content } = stated.value;
      if (isObject(timestamp) && asArray(content).some((part) => part === '$timestamp')) return;
      report(
        stated,
        'The time of a delivery is not part of what is signed.',
        "Send it, and write `timestamp` and `content: [$timestamp, '.', $body]`.",
      );
      return;
    }
    for (const delivery of api.deliveries) {
      const signature = signatureOf(api, delivery);
      if (!signature || headersOf(api, delivery).some(({ name }) => isTimeHeader(name))) continue;
      // The time may travel in the signature's own header, as in `t=1700000000,v1=…`.
      const told = [
        asText(signature.spot.value['description']),
        JSON.stringify(asObject(signature.schema?.value)),
      ].join(' ');
      if (/time|\bt=/i.test(told)) continue;
      report(
        signature.spot,
        'Nothing says when a delivery was signed.',
        'Sign a time with the body, and declare its header or describe how the signature header carries it.',
      );
    }
  },
};
