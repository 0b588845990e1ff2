import type { Rule } from '../plugin/rule.ts';
import { memberOf } from '../plugin/spot.ts';

/** A delivery goes to the URL that the receiver registered, not to a server of the document. */
export const deliveryNoServers: Rule = {
  name: 'delivery-no-servers',
  summary: 'A delivery has no `servers`: it goes to the URL of the receiver.',
  recommended: 'warn',
  strict: 'error',
  check({ deliveries }, report) {
    for (const { name, spot, item } of deliveries) {
      for (const servers of [memberOf(spot, 'servers'), memberOf(item, 'servers')]) {
        if (!Array.isArray(servers?.value) || servers.value.length === 0) continue;
        report(
          servers,
          `Delivery \`${name}\` has servers, although it goes to the URL of the receiver.`,
          'Remove `servers`; say in the description which URL it is.',
        );
      }
    }
  },
};
