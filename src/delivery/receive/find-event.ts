/** Which event of a contract a delivery is about. */
import type { Contract, EventSpec } from '../../contract/types.ts';
import { getAt, toPointer } from '../../contract/pointer.ts';
import { getHeader, type HeaderSource } from '../../signing/headers.ts';
import { getPolicy } from '../policy.ts';

/** Finds the event of a delivery; a string is the name that was found and that no event has. */
export type EventFinder = (headers: HeaderSource, payload: unknown) => EventSpec | string | undefined;

/**
 * Prepares the search: by the header that carries `$event.name`, where the contract has one, else by the property that
 * names the event in every example.
 */
export function createEventFinder(contract: Contract): EventFinder {
  const byName = new Map(contract.events.map((event) => [event.name, event]));
  const header = Object.entries(getPolicy(contract).headers).find(([, value]) => value === '$event.name')?.[0];
  const pointer = findDiscriminator(contract.events);
  const [only] = contract.events;
  return (headers, payload) => {
    const name =
      (header && getHeader(headers, header)) ?? (pointer === undefined ? undefined : getAt(payload, pointer));
    if (typeof name === 'string') return byName.get(name) ?? name;
    return contract.events.length === 1 ? only : undefined;
  };
}

/** The first property, from the top, whose value is the name of the event wherever an example shows it. */
function findDiscriminator(events: readonly EventSpec[]): string | undefined {
  const samples = events.flatMap(({ name, body }) => (body?.examples ?? []).map(({ value }) => ({ name, value })));
  const [first] = samples;
  if (!first) return undefined;
  return listTexts(first.value, first.name).find((pointer) =>
    samples.every(({ name, value }) => getAt(value, pointer) === name),
  );
}

/** Pointers of a text in a value, the nearest to the top first. */
function listTexts(value: unknown, text: string): string[] {
  const found: string[] = [];
  const level: { readonly node: unknown; readonly tokens: readonly string[] }[] = [{ node: value, tokens: [] }];
  for (const { node, tokens } of level) {
    if (node === text) found.push(toPointer(tokens));
    if (node === null || typeof node !== 'object') continue;
    for (const [key, child] of Object.entries(node)) level.push({ node: child, tokens: [...tokens, key] });
  }
  return found;
}
