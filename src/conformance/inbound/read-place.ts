/** Reads a place in a delivery. */
import type { DeliveryPlace } from '../../contract/identify-event.ts';
import { getAt } from '../../contract/pointer.ts';
import type { Arrival } from './arrival.ts';

/** What a header or a property of the payload holds; undefined when it is not there. */
export function readPlace(place: DeliveryPlace, { headers, json }: Pick<Arrival, 'headers' | 'json'>): unknown {
  return place.header === undefined ? getAt(json, place.property) : headers[place.header.toLowerCase()];
}

/** `the header X-Id`, `/id in the body`. */
export function namePlace(place: DeliveryPlace): string {
  return place.header === undefined ? `${place.property} in the body` : `the header ${place.header}`;
}
