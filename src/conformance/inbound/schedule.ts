/** When a retry may come: the documented delay, and what senders need around it. */
import { toMilliseconds } from '../../contract/duration.ts';
import type { DeliveryPolicy } from '../../contract/delivery-policy.ts';

/** Earliest and latest milliseconds after the begin of the attempt before. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** A sender may be a little early by its clock, and late by its queue. */
const EARLY = { part: 0.9, milliseconds: 250 };
const LATE = { part: 1.25, milliseconds: 2000 };

/** @param index of the retry, from 0 */
export function toWindow({ retries, jitter }: DeliveryPolicy, index: number): Window {
  const delay = toMilliseconds(retries[index]!);
  return {
    from: Math.max(0, delay * (1 - jitter) * EARLY.part - EARLY.milliseconds),
    to: delay * (1 + jitter) * LATE.part + LATE.milliseconds,
  };
}

/** Statuses that stand for a policy's success: each number, and the usual ones of each class. */
export function listSuccesses({ success }: DeliveryPolicy): number[] {
  const usual: Readonly<Record<string, readonly number[]>> = { '2XX': [200, 201, 202, 204] };
  const statuses = success.flatMap((entry) => {
    const text = String(entry).toUpperCase();
    if (/^\d{3}$/.test(text)) return [Number(text)];
    return usual[text] ?? [Number(text.replace('XX', '00'))];
  });
  return [...new Set(statuses)].filter((status) => status >= 200 && status <= 599);
}

/** Whether a status counts as success. */
export function isSuccessful({ success }: DeliveryPolicy, status: number): boolean {
  const group = `${Math.floor(status / 100)}XX`;
  return success.some((entry) => String(entry) === String(status) || String(entry).toUpperCase() === group);
}
