/** The time that travels with a delivery, in the unit the scheme names. */
import type { SignatureTimestamp } from './scheme.ts';

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** Text of a time: whole seconds or milliseconds since 1970, or ISO 8601 in UTC with seconds. */
export function formatTimestamp(time: Date, unit: SignatureTimestamp['unit']): string {
  if (unit === 'seconds') return String(Math.floor(time.getTime() / 1000));
  if (unit === 'milliseconds') return String(time.getTime());
  return time.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** Milliseconds since 1970; undefined for anything else than exactly a time in that unit, e.g. `1614265330abc`. */
export function parseTimestamp(text: string, unit: SignatureTimestamp['unit']): number | undefined {
  if (unit === 'iso8601') {
    const time = ISO.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(time) ? undefined : time;
  }
  if (!/^\d{1,15}$/.test(text)) return undefined;
  return unit === 'seconds' ? Number(text) * 1000 : Number(text);
}
