/** Which event of a contract a delivery is about. */
import { findNamePlace } from '../../contract/identify-event.ts';
import type { Contract, EventSpec } from '../../contract/types.ts';
import type { HeaderSource } from '../../signing/headers.ts';
import { readPlace } from './read-place.ts';

/** Finds the event of a delivery; a string is the name that was found and that no event has. */
export type EventFinder = (headers: HeaderSource, payload: unknown) => EventSpec | string | undefined;

/** Prepares the search: where the contract says the name is; a contract of one event needs no name. */
export function createEventFinder(contract: Contract): EventFinder {
  const byName = new Map(contract.events.map((event) => [event.name, event]));
  const place = findNamePlace(contract);
  const [only] = contract.events;
  return (headers, payload) => {
    const name = place && readPlace(place, headers, payload);
    if (typeof name === 'string') return byName.get(name) ?? name;
    return contract.events.length === 1 ? only : undefined;
  };
}
