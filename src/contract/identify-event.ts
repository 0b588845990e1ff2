/** Where a delivery says which event it is about, and by which id it can be told from others. */
import { getAt, toPointer } from './pointer.ts';
import type { Contract, EventSpec } from './types.ts';

/** A place in a delivery: a header, or a JSON pointer into the payload. */
export type DeliveryPlace =
  | { readonly header: string; readonly property?: never }
  | { readonly property: string; readonly header?: never };

/**
 * The header that carries the name of the event, where the contract has one, else the property that has the name in
 * every example; undefined where neither is there.
 */
export function findNamePlace(contract: Contract): DeliveryPlace | undefined {
  const header = findHeader(contract, '$event.name');
  if (header !== undefined) return { header };
  const property = findDiscriminator(contract.events);
  return property === undefined ? undefined : { property };
}

/**
 * What stays the same when a delivery comes twice: the id that is signed, else the event id in the payload (signed with
 * it), else a header whose id is stable over the attempts; undefined where the contract has none of them.
 */
export function findIdPlace(contract: Contract): DeliveryPlace | undefined {
  const { signature, delivery } = contract.behaviour;
  if (signature?.id && signature.content.includes('$id')) return { header: signature.id.header };
  const filled = Object.entries(delivery?.fill ?? {}).find(([, value]) =>
    JSON.stringify(value).includes('$delivery.eventId'),
  );
  if (filled) return { property: filled[0] };
  const header =
    findHeader(contract, '$delivery.eventId') ??
    (delivery?.stableId === true ? findHeader(contract, '$delivery.id') : undefined);
  return header === undefined ? undefined : { header };
}

function findHeader({ behaviour }: Contract, expression: string): string | undefined {
  return Object.entries(behaviour.delivery?.headers ?? {}).find(([, value]) => value === expression)?.[0];
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
