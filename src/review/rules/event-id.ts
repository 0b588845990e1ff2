import { asObject } from '../../contract/value.ts';
import type { Delivery } from '../plugin/deliveries.ts';
import { headersOf } from '../plugin/headers.ts';
import { isEventIdHeader, isEventIdName } from '../plugin/names.ts';
import { bodyOf } from '../plugin/operations.ts';
import { envelopeOf } from '../plugin/payload.ts';
import type { Rule } from '../plugin/rule.ts';
import type { ObjectSpot } from '../plugin/spot.ts';
import type { WebhookApi } from '../plugin/webhook-api.ts';

/** Deliveries come twice. Only an id tells a receiver that it has handled one. */
export const eventId: Rule = {
  name: 'event-id',
  summary: 'Every delivery has a required id by which a receiver tells that it came twice.',
  recommended: 'warn',
  strict: 'error',
  check(api, report) {
    for (const delivery of api.deliveries) {
      const ids = findIds(api, delivery);
      if (ids.some(({ required }) => required)) continue;
      const [optional] = ids;
      if (optional) {
        report(optional.spot, `The id of delivery \`${delivery.name}\` is optional.`, 'Make it required.');
      } else {
        report(
          delivery.spot,
          `Delivery \`${delivery.name}\` has no id.`,
          'Add a required `id` to its payload, or a required header such as `webhook-id`.',
        );
      }
    }
  },
};

function findIds(api: WebhookApi, delivery: Delivery): { readonly required: boolean; readonly spot: ObjectSpot }[] {
  const stated = Object.entries(asObject(asObject(api.root.value['x-webhook-delivery'])['headers']));
  const isStated = (name: string): boolean =>
    stated.some(
      ([header, value]) =>
        header.toLowerCase() === name.toLowerCase() && /^\$delivery\.(eventI|i)d$/.test(String(value)),
    );
  const inBody = envelopeOf(api.reader, bodyOf(delivery))
    .filter(({ name }) => isEventIdName(name))
    .map(({ required, schema }) => ({ required, spot: schema }));
  const inHeaders = headersOf(api, delivery).filter(({ name }) => isEventIdHeader(name) || isStated(name));
  return [...inBody, ...inHeaders];
}
