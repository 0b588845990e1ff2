import type { DeliveryPolicy } from '../../../contract/delivery-policy.ts';
import { type DeliveryPlace, findIdPlace } from '../../../contract/identify-event.ts';
import type { Contract } from '../../../contract/types.ts';
import type { Draft } from '../../case.ts';
import type { Delivery } from '../../inbound/postbox.ts';
import { namePlace, readPlace } from '../../inbound/read-place.ts';
import { defineDeliveryLook, eventOf } from './delivery-cases.ts';

/** An id stays the same over the attempts of a delivery, and no other delivery has it. */
export const deliveryId = defineDeliveryLook({
  name: 'delivery-id',
  title: () => 'gives each delivery an id of its own, and its retries the same one',
  applies: ({ contract, policy }) => listPlaces(contract, policy).length > 0,
  look: (delivery, { contract }, { policy, postbox }) =>
    listPlaces(contract, policy).flatMap((place) => judge(place, delivery, postbox.deliveries)),
});

function judge(place: DeliveryPlace, delivery: Delivery, all: readonly Delivery[]): Draft[] {
  const id = readPlace(place, delivery.arrival);
  // What is missing has another name.
  if (id === undefined || delivery.cause === undefined) return [];
  const earlier = all.slice(0, all.indexOf(delivery)).filter(({ inbox }) => inbox === delivery.inbox);
  const same = earlier.filter(({ cause }) => cause === delivery.cause);
  const other = earlier.find(({ cause, arrival }) => cause !== delivery.cause && readPlace(place, arrival) === id);
  const where = namePlace(place);
  const fault = { contractPointer: toPointerOf(place), received: String(id), key: where };
  if (other) {
    const message = `${eventOf(delivery)} has the id of an earlier delivery, of ${eventOf(other)}, in ${where}.`;
    return [{ ...fault, code: 'DeliveryIdReused', message, expected: 'an id of its own' }];
  }
  const [first] = same;
  if (!first || readPlace(place, first.arrival) === id) return [];
  const message = `Attempt ${delivery.attempt} of ${eventOf(delivery)} has another id in ${where} than the first one.`;
  return [{ ...fault, code: 'DeliveryIdChanged', message, expected: String(readPlace(place, first.arrival)) }];
}

/** By which receivers tell a delivery from others. */
function listPlaces(contract: Contract, { headers, stableId }: DeliveryPolicy): DeliveryPlace[] {
  const main = findIdPlace(contract);
  const header = stableId ? Object.keys(headers).find((name) => headers[name] === '$delivery.id') : undefined;
  const isOther = header !== undefined && main?.header?.toLowerCase() !== header.toLowerCase();
  return [...(main ? [main] : []), ...(isOther ? [{ header }] : [])];
}

function toPointerOf({ header }: DeliveryPlace): string {
  return header === undefined ? '/x-webhook-delivery/fill' : '/x-webhook-delivery/stableId';
}
