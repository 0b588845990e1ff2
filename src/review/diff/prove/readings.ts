/** How a reader may understand a value that travelled as text, e.g. in a query. */
import type { Json } from '../../../contract/types.ts';

/**
 * The value, its text, and what the text looks like; the items of a list all in one of these ways. A reader that accepts any
 * of them accepts what arrived.
 */
export function toReadings(value: Json): readonly Json[] {
  if (Array.isArray(value)) return [value, value.map(toText), value.map(fromText)];
  return [value, toText(value), fromText(value)];
}

/** A scalar as text. */
export function toText(value: Json): Json {
  return value === null || typeof value === 'object' ? value : String(value);
}

/** What a text looks like. */
export function fromText(value: Json): Json {
  if (typeof value !== 'string') return value;
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(value)) return Number(value);
  return value === 'true' || value === 'false' ? value === 'true' : value;
}
