/** When a failed attempt is followed by another one. */
import type { DeliveryPolicy } from '../contract/delivery-policy.ts';
import { toMilliseconds } from '../contract/duration.ts';
import type { Random } from '../contract/template.ts';

/** What a failed attempt tells about the next one. */
export interface Failure {
  /** Counts from 1. */
  readonly attempt: number;
  /** Absent when no answer came. */
  readonly status?: number | undefined;
  /** The receiver's `Retry-After`, as it came. */
  readonly retryAfter?: string | undefined;
}

/** Longest time that a receiver can put an attempt off by `Retry-After`, in milliseconds: a day. */
const LONGEST = 86_400_000;

/**
 * Milliseconds from the begin of a failed attempt to the begin of the next one; undefined when there is none. The delay of
 * the policy is spread evenly by its jitter; a `Retry-After` that the policy honours can only make it longer.
 * @param now milliseconds since 1970, for a `Retry-After` that is a date
 */
export function toDelay(policy: DeliveryPolicy, failure: Failure, random: Random, now: number): number | undefined {
  const delay = policy.retries[failure.attempt - 1];
  if (delay === undefined) return undefined;
  if (failure.status !== undefined && policy.gone.includes(failure.status)) return undefined;
  const spread = policy.jitter === 0 ? 1 : 1 + policy.jitter * (2 * random() - 1);
  const planned = Math.round(toMilliseconds(delay) * spread);
  const asked = policy.retryAfter ? readRetryAfter(failure.retryAfter, now) : 0;
  return Math.max(planned, Math.min(asked, LONGEST));
}

/** Milliseconds of a `Retry-After` (RFC 9110, 10.2.3), seconds or a date; 0 where it says nothing that can be read. */
function readRetryAfter(text: string | undefined, now: number): number {
  const value = text?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = /^[A-Z][a-z]{2},/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
