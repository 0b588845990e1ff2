/** How a reader may understand a value that travelled as text, e.g. in a query. */
import type { Json } from '../../../contract/types.ts';
import { isObject } from '../../../contract/value.ts';

/**
 * The value, its text, and what the text looks like; all parts of a list or object in one of these ways. A reader that accepts any
 * of them accepts what arrived.
 */
export function toReadings(value: Json): readonly Json[] {
  const readings = [value, convert(value, toText), convert(value, fromText)];
  // `?tag=a` is a list of one, too.
  return value === null || typeof value === 'object' ? readings : [...readings, ...readings.map((one): Json => [one])];
}

function convert(value: Json, each: (scalar: Json) => Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => convert(item, each));
  if (!isObject(value)) return each(value);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, convert(member, each)]));
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
