/** Takes a verified delivery apart. */
import { readPlace } from '../read-place.ts';
import type { RawRequest } from './answer.ts';
import type { WebhookSource } from './source.ts';

/** The id of a delivery; undefined where it has none. */
export async function readId(
  place: WebhookSource['id'],
  headers: RawRequest['headers'],
  payload: unknown,
  body: Uint8Array,
): Promise<string | undefined> {
  if (place === undefined) return undefined;
  if (place === 'body') {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body as Uint8Array<ArrayBuffer>));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  const id = readPlace(place, headers, payload);
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

/** The payload; undefined for what is no JSON. */
export function parseBody(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    return undefined;
  }
}
