/** `x-webhook-delivery` after reading. */
import type { Evidence, Expression, Fill, Template } from './behaviour.ts';

/** How a delivery travels. */
export interface DeliveryPolicy {
  /** Statuses that count as success: numbers or `2XX`. */
  readonly success: readonly (number | string)[];
  /** ISO 8601 duration a receiver has to answer. */
  readonly timeout: string;
  /** ISO 8601 delays before the 2nd, 3rd, … attempt. Empty: not documented, no retry. */
  readonly retries: readonly string[];
  /** Part of each delay, 0 to 1, that chance may add to it or take from it. */
  readonly jitter: number;
  /** Whether a receiver's `Retry-After` puts the next attempt off. */
  readonly retryAfter: boolean;
  /** Statuses after which the endpoint gets nothing any more. */
  readonly gone: readonly number[];
  /** What switches an endpoint off: so many failed deliveries in a row, or nothing but failures for so long. */
  readonly disableAfter?: { readonly deliveries?: number; readonly period?: string };
  readonly headers: { readonly [name: string]: Expression };
  /** Template of `$delivery.id`, and of `$delivery.eventId`. */
  readonly id: Template;
  readonly eventId: Template;
  /** Whether the id stays the same over the attempts of one delivery. */
  readonly stableId: boolean;
  /** Key order of the compact JSON body. */
  readonly keys: 'contract' | 'sorted';
  /** Put into the event's example: pointer → expression, e.g. `/created_at: $now`. */
  readonly fill: Fill;
  readonly evidence?: Evidence;
}

/** Policy of a contract without `x-webhook-delivery`: any 2xx within 10 s, no retry. */
const FALLBACK: DeliveryPolicy = {
  success: ['2XX'],
  timeout: 'PT10S',
  retries: [],
  jitter: 0,
  retryAfter: false,
  gone: [],
  headers: {},
  id: '{uuid}',
  eventId: '{uuid}',
  stableId: true,
  keys: 'contract',
  fill: {},
};

/** The delivery policy of a contract, as it says or by default. */
export function toPolicy({
  behaviour,
}: {
  readonly behaviour: { readonly delivery?: DeliveryPolicy };
}): DeliveryPolicy {
  return behaviour.delivery ?? FALLBACK;
}

/** Whether a status counts as success: equal to a number, or in a class such as `2XX`. */
export function isSuccess(status: number, success: DeliveryPolicy['success']): boolean {
  return success.some(
    (entry) => String(entry) === String(status) || String(entry).toUpperCase() === `${Math.floor(status / 100)}XX`,
  );
}
