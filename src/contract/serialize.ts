/** Compact JSON of a payload. */
import type { DeliveryPolicy } from './delivery-policy.ts';

/** Compact JSON: keys as they stand in the payload, or sorted by code unit at every level. */
export function serialize(payload: unknown, keys: DeliveryPolicy['keys']): string {
  return keys === 'sorted' ? toSortedJson(payload) : JSON.stringify(payload);
}

// Rebuilding objects in sorted order would not do: JavaScript puts keys that look like integers first.
function toSortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toSortedJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  entries.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${toSortedJson(member)}`).join(',')}}`;
}
