/** The single values in a request and in an answer. */
import { toPointer } from '../../contract/pointer.ts';
import type { WireRequest } from '../exchange.ts';
import { parseJson } from '../parse-json.ts';

/** A text or number in a JSON value. */
export interface Leaf {
  readonly at: string;
  readonly value: unknown;
  readonly text: string;
}

/** Texts and numbers in a JSON value, in its order. */
export function findLeaves(value: unknown, at = ''): Leaf[] {
  if (typeof value === 'string' || typeof value === 'number') return [{ at, value, text: String(value) }];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, entry]) => findLeaves(entry, at + toPointer([key])));
}

/** Path segments, query values and body values of a request. */
export function findValues({ url, body }: WireRequest): string[] {
  const { path, query } = splitUrl(url);
  const segments = path.split('/').map(decode);
  const values = query.split('&').map((pair) => decode(pair.slice(pair.indexOf('=') + 1)));
  return [...segments, ...values, ...findLeaves(parseJson(body ?? '')).map(({ text }) => text)].filter(
    (text) => text !== '',
  );
}

/** Path and query of an absolute URL as they are written. */
export function splitUrl(url: string): { readonly path: string; readonly query: string } {
  const [, path = '', query = ''] = /^[a-z]+:\/\/[^/?#]*([^?#]*)\??([^#]*)/i.exec(url) ?? [];
  return { path, query };
}

/** The text itself where it is not percent-encoded. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
