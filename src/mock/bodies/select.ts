/** Which documented media type a body has, and what reads it. */
import type { JsonObject, MediaType } from '../../contract/types.ts';
import { createFormReader } from './form.ts';
import { createJsonReader } from './json.ts';
import { isJson, type MediaTypeName, parseMediaType, rankMatch } from './media-types.ts';
import { createMultipartReader } from './multipart.ts';
import type { BodyReading, BytesReader } from './reading.ts';
import { createTextReader, isCharset } from './text.ts';

/** A documented media type with its name in parts. */
export interface Candidate {
  readonly media: MediaType;
  readonly name: MediaTypeName;
}

/**
 * Chooses the reader for a `Content-Type`: the documented type that covers it most closely, the first of equals.
 * Without the header the first documented type is assumed.
 */
export function selectReader(document: JsonObject, candidates: readonly Candidate[], contentType: string): BytesReader {
  const isSent = contentType.trim() !== '';
  const sent = parseMediaType(contentType);
  const chosen = isSent ? findClosest(candidates, sent) : candidates[0];
  if (!chosen) {
    const accepted = candidates.map(({ media }) => media.type).join(', ');
    return refuse(`The body is ${sent.type || 'of no media type'}; this operation takes ${accepted}`);
  }
  const { type } = isSent ? sent : chosen.name;
  const charset = sent.parameters.get('charset');
  const isUtf8 = charset === undefined || /^(?:utf-?8|us-ascii)$/i.test(charset);
  if (!isUtf8 && !mayHaveCharset(type, charset)) return refuse(`The charset is ${charset}; send UTF-8`);
  return createReader(document, chosen.media, type, contentType, isUtf8 ? undefined : charset);
}

function findClosest(candidates: readonly Candidate[], sent: MediaTypeName): Candidate | undefined {
  let best: Candidate | undefined;
  let rank = 0;
  for (const candidate of candidates) {
    const own = rankMatch(candidate.name, sent);
    if (own > rank) [best, rank] = [candidate, own];
  }
  return best;
}

function createReader(
  document: JsonObject,
  media: MediaType,
  type: string,
  contentType: string,
  charset: string | undefined,
): BytesReader {
  if (isJson(type)) return createJsonReader(media);
  if (type === 'application/x-www-form-urlencoded') return createFormReader(document, media);
  if (type === 'multipart/form-data') return createMultipartReader(document, media, contentType);
  const asText = createTextReader(document, media, type, charset);
  if (!type.includes('*')) return asText;
  // Nothing was sent and a range is documented: nothing says what the bytes are.
  const asJson = createJsonReader(media);
  return (bytes) => {
    const reading = asJson(bytes);
    return reading.kind === 'value' ? reading : asText(bytes);
  };
}

/** JSON and forms are UTF-8 (RFC 8259 8.1, WHATWG URL); other texts may have a charset of their own. */
function mayHaveCharset(type: string, charset: string): boolean {
  return !isJson(type) && type !== 'application/x-www-form-urlencoded' && isCharset(charset);
}

function refuse(reason: string): BytesReader {
  const reading: BodyReading = { kind: 'mediaType', reason };
  return () => reading;
}
