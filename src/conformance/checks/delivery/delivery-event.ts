import { findNamePlace } from '../../../contract/identify-event.ts';
import { showValue } from '../../received.ts';
import { namePlace, readPlace } from '../../inbound/read-place.ts';
import { defineDeliveryLook, eventOf } from './delivery-cases.ts';

/** A delivery names the event that was set off, where the contract has its name. */
export const deliveryEvent = defineDeliveryLook({
  name: 'delivery-event',
  title: () => 'names the event that happened',
  applies: ({ contract }) => findNamePlace(contract) !== undefined,
  look(delivery, { contract }) {
    const place = findNamePlace(contract)!;
    // A body that is no JSON has another name.
    if (place.header === undefined && delivery.arrival.json === undefined) return [];
    const name = readPlace(place, delivery.arrival);
    if (delivery.cause === undefined || name === delivery.cause.event) return [];
    return [
      {
        code: 'DeliveryEventWrong',
        message: `${eventOf(delivery)} was set off, and ${namePlace(place)} says ${showValue(name)}.`,
        contractPointer: contract.events.find((event) => event.name === delivery.cause!.event)?.pointer ?? '/webhooks',
        expected: delivery.cause.event,
        received: showValue(name),
        key: 'event',
      },
    ];
  },
});
