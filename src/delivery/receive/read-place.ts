/** Reads a place in a delivery. */
import type { DeliveryPlace } from '../../contract/identify-event.ts';
import { getAt } from '../../contract/pointer.ts';
import { getHeader, type HeaderSource } from '../../signing/headers.ts';

/** What a header or a property of the payload holds; undefined when it is not there. */
export function readPlace(place: DeliveryPlace, headers: HeaderSource, payload: unknown): unknown {
  return place.header === undefined ? getAt(payload, place.property) : getHeader(headers, place.header);
}
