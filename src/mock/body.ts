/** Reads a request body by its media type. */
import type { MediaType, RequestBody } from '../contract/types.ts';
import type { PlainRequest } from './message.ts';

/** A body that was read, or why it could not be. */
export type BodyReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'value'; readonly value: unknown; readonly mediaType: MediaType }
  | { readonly kind: 'malformed'; readonly reason: string }
  | { readonly kind: 'mediaType'; readonly reason: string };

/** Reads the body of a request against the media types its operation documents. */
export function readBody(request: PlainRequest, spec: RequestBody | undefined): BodyReading {
  if (request.body.length === 0 || !spec || spec.content.length === 0) return { kind: 'none' };
  const sent = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  const mediaType = sent === '' ? spec.content[0]! : spec.content.find((entry) => matches(entry.type, sent));
  if (!mediaType) {
    const accepted = spec.content.map((entry) => entry.type).join(', ');
    return { kind: 'mediaType', reason: `The body is ${sent}; this operation takes ${accepted}` };
  }
  const charset = /charset="?([\w-]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset && !/^utf-?8$/i.test(charset))
    return { kind: 'mediaType', reason: `The charset is ${charset}; send UTF-8` };
  return parse(request.body, sent === '' ? mediaType.type : sent, mediaType);
}

function parse(bytes: Uint8Array, type: string, mediaType: MediaType): BodyReading {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { kind: 'malformed', reason: 'The body is not valid UTF-8' };
  }
  if (isJson(type)) {
    try {
      return { kind: 'value', value: JSON.parse(text), mediaType };
    } catch (error) {
      return { kind: 'malformed', reason: `The body is not valid JSON: ${(error as Error).message}` };
    }
  }
  if (type === 'application/x-www-form-urlencoded') {
    return { kind: 'value', value: Object.fromEntries(new URLSearchParams(text)), mediaType };
  }
  return { kind: 'value', value: text, mediaType };
}

/** Whether a media type carries JSON (RFC 6839 `+json` included). */
export function isJson(type: string): boolean {
  return /^application\/(?:[\w.+-]+\+)?json$/i.test(type);
}

/** Whether a documented media type or range covers a sent one. */
export function matches(range: string, type: string): boolean {
  const [family, subtype] = range.toLowerCase().split(';')[0]!.trim().split('/') as [string, string];
  const [sentFamily, sentSubtype] = type.split('/') as [string, string | undefined];
  return (family === '*' || family === sentFamily) && (subtype === '*' || subtype === sentSubtype);
}
