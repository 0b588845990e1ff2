import { parsePointer } from '../../../contract/pointer.ts';
import { toTarget } from '../../inbound/arrival.ts';
import { isAtRegistered } from '../../inbound/postbox.ts';
import { rulePointer } from '../behaviour-cases.ts';
import { defineDeliveryLook, eventOf } from './delivery-cases.ts';

/** A delivery is sent with the documented method to the URL as it was registered, its query included. */
export const deliveryUrl = defineDeliveryLook({
  name: 'delivery-url',
  title: (resource) => `sends to the URL of a ${resource.name} as it was registered`,
  applies: () => true,
  look(delivery, { contract }, { resource }) {
    const { arrival, inbox } = delivery;
    const event = contract.events.find(({ name }) => name === eventOf(delivery));
    const method = parsePointer(event?.pointer ?? '')
      .at(-1)
      ?.toUpperCase();
    if (event && method !== undefined && arrival.method !== method) {
      return [
        {
          code: 'DeliveryUrlWrong',
          message: `${eventOf(delivery)} came with ${arrival.method}; the contract documents ${method}.`,
          contractPointer: event.pointer,
          expected: method,
          received: arrival.method,
          key: 'method',
        },
      ];
    }
    if (isAtRegistered(delivery)) return [];
    return [
      {
        code: 'DeliveryUrlWrong',
        message: `${eventOf(delivery)} came to ${arrival.target}; ${toTarget(inbox.url)} was registered.`,
        contractPointer: rulePointer(resource, 'subscriber'),
        expected: toTarget(inbox.url),
        received: arrival.target,
        key: 'target',
      },
    ];
  },
});
