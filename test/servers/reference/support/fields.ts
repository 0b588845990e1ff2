/** Reading what a request says. */
import type { ReferenceRequest } from './http.ts';

/** A JSON object. */
export type Fields = Record<string, unknown>;

/** The JSON object of a request, `{}` when it has no body; a word when there is no such object. */
export function readFields({ headers, body }: ReferenceRequest): Fields | 'mediaType' | 'malformed' {
  if (body.length === 0) return {};
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) return 'mediaType';
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return isObject(value) ? value : 'malformed';
  } catch {
    return 'malformed';
  }
}

/** Whether a value is a JSON object. */
function isObject(value: unknown): value is Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Whether a value is an absolute URL as RFC 3986 writes it. */
export function isUri(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(value) && URL.canParse(value);
}

/** Whether a value is an absolute https URL. */
export function isHttpsUrl(value: unknown): value is string {
  return isUri(value) && /^https:\/\/[^/?#\s]/.test(value) && new URL(value).hostname !== '';
}

/** Whether a value is an array of words out of a list. */
export function isListOf(value: unknown, words: readonly string[]): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string' && words.includes(entry));
}

/** Whether a text is a UUID, its version and variant not looked at. */
export function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}

/** Whether a text is an RFC 3339 time. */
export function isDateTime(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i.test(value)) return false;
  // Date.parse takes the 30th of February for the 2nd of March.
  const midnight = new Date(`${value.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(Date.parse(value)) && midnight.toISOString().startsWith(value.slice(0, 10));
}

/** An integer parameter: its default when absent, undefined when it is none or out of range. */
export function readInteger(
  query: URLSearchParams,
  name: string,
  min: number,
  max: number,
  preset: number,
): number | undefined {
  const text = query.get(name);
  if (text === null) return preset;
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}

/** ISO 8601 in UTC, whole seconds. */
export function toIso(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
