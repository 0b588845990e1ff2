import { asArray, asObject } from '../../contract/value.ts';
import type { Rule } from '../plugin/rule.ts';
import { requirementsOf } from '../plugin/security.ts';
import { memberOf } from '../plugin/spot.ts';

/** The API's key belongs to its callers. A delivery that carries it gives it to every receiver. */
export const deliverySecurity: Rule = {
  name: 'delivery-security',
  summary: "A delivery does not ask for the API's own credentials.",
  recommended: 'warn',
  strict: 'error',
  check(api, report) {
    const callers = new Set(api.operations.flatMap((operation) => requirementsOf(api, operation).flatMap(Object.keys)));
    for (const delivery of api.deliveries) {
      const own = memberOf(delivery.spot, 'security');
      const asked = asArray((own ?? memberOf(api.root, 'security'))?.value).flatMap((entry) =>
        Object.keys(asObject(entry)),
      );
      const shared = asked.find((name) => callers.has(name));
      if (shared === undefined) continue;
      report(
        own ?? delivery.spot,
        `Delivery \`${delivery.name}\` ${own ? 'asks for' : 'inherits'} \`${shared}\`, the credentials for calling the API.`,
        'Write `security: []`, or a scheme of its own.',
      );
    }
  },
};
