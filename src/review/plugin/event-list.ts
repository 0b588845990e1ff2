/** The list of events that receivers may ask for. */
import type { Delivery } from './deliveries.ts';
import { bodyOf, isJson } from './operations.ts';
import type { Operation } from './operations.ts';
import { eventNamesOf } from './payload.ts';
import { itemsOf, listedValues } from './schema.ts';
import type { ObjectSpot, Spot } from './spot.ts';
import { findProperty } from './subscriptions.ts';
import type { Subscription } from './subscriptions.ts';
import type { WebhookApi } from './webhook-api.ts';

/** The names of all events, each with its place; empty where no subscription lists any. */
export function listEvents({ reader, subscriptions }: WebhookApi): Spot<string>[] {
  const spots = subscriptions.flatMap(({ event }) => listedValues(reader, event) ?? []);
  const names = spots.filter((spot): spot is Spot<string> => typeof spot.value === 'string' && !isWildcard(spot.value));
  return [...new Map(names.map((spot) => [spot.value, spot])).values()];
}

/** Whether a name stands for several events: `*`, `order.*`, `all`. */
export function isWildcard(name: string): boolean {
  return name.includes('*') || /^all([._-]?events)?$/i.test(name);
}

/** Deliveries that a receiver can ask for: callbacks of an operation that keeps no receiver are not among them. */
export function subscribable({ deliveries, subscriptions }: WebhookApi): Delivery[] {
  const creates = new Set(
    subscriptions.flatMap(({ operations }) => operations.map(({ spot }) => spot.value['callbacks'])),
  );
  return deliveries.filter(({ kind, holder }) => kind === 'webhook' || creates.has(holder.value));
}

/** Whether a delivery only tries a receiver out, so that nobody asks for it. */
export function isTrial(api: WebhookApi, delivery: Delivery): boolean {
  return [delivery.name, ...eventNamesOf(api, delivery)].some((name) =>
    /(^|[^a-z])(ping|test|verif[a-z]*|challenge)([^a-z]|$)/i.test(name),
  );
}

/** A schema that says what one of the events in a request or answer may be. */
export interface EventUse {
  readonly operation: Operation;
  readonly schema: ObjectSpot;
  /** Whether it takes events, and does not only show them. */
  readonly isRequest: boolean;
}

/** Every schema in a subscription's requests and answers that holds the events of a receiver. */
export function readEventUses({ reader }: WebhookApi, { operations, events }: Subscription): EventUse[] {
  if (!events) return [];
  const bodies = operations.flatMap((operation) => [
    { operation, schema: bodyOf(operation), isRequest: true },
    ...operation.responses
      .filter(({ status }) => status.startsWith('2'))
      .map(({ content }) => ({
        operation,
        schema: content.find(({ type }) => isJson(type))?.schema,
        isRequest: false,
      })),
  ]);
  return bodies.flatMap(({ operation, schema, isRequest }) => {
    const property = findProperty(reader, schema, ({ name }) => name === events.name);
    return property ? [{ operation, schema: itemsOf(reader, property.schema) ?? property.schema, isRequest }] : [];
  });
}
