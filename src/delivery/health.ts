/** Which endpoints fail, for how long: what a provider counts before it switches one off. */
import type { DeliveryPolicy } from '../contract/delivery-policy.ts';
import { toMilliseconds } from '../contract/duration.ts';

/** Counts failures by endpoint. */
export interface Health {
  succeed(endpoint: string): void;
  /** Counts a delivery that was given up. @returns why the endpoint is to be switched off, if it is */
  fail(endpoint: string, policy: DeliveryPolicy, now: number): string | undefined;
  /** Notes a failed attempt that is followed by another one: a period of failures begins with it. */
  stumble(endpoint: string, now: number): void;
}

/** Creates counters that stand at nothing. */
export function createHealth(): Health {
  const failing = new Map<string, { deliveries: number; readonly since: number }>();
  const note = (endpoint: string, now: number) => {
    const known = failing.get(endpoint) ?? { deliveries: 0, since: now };
    failing.set(endpoint, known);
    return known;
  };
  return {
    succeed: (endpoint) => void failing.delete(endpoint),
    stumble: (endpoint, now) => void note(endpoint, now),
    fail(endpoint, { disableAfter }, now) {
      const state = note(endpoint, now);
      state.deliveries += 1;
      const { deliveries, period } = disableAfter ?? {};
      const tooMany = deliveries !== undefined && state.deliveries >= deliveries;
      const tooLong = period !== undefined && now - state.since >= toMilliseconds(period);
      if (!tooMany && !tooLong) return undefined;
      failing.delete(endpoint);
      return tooMany ? `${deliveries} deliveries in a row failed` : `nothing but failures for ${period}`;
    },
  };
}
