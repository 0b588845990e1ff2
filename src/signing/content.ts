/** The bytes that are signed. */
import { toBytes } from './encoding.ts';
import { SigningError } from './error.ts';
import { getHeader, type HeaderSource } from './headers.ts';

/** What signed content can be made of. */
export interface ContentParts {
  /** Raw body; a string stands for its UTF-8 bytes. */
  readonly body: Uint8Array | string;
  /** Text of the timestamp, exactly as it travels. */
  readonly timestamp: string | undefined;
  /** Delivery id. */
  readonly id?: string | undefined;
  /** URL the delivery goes to, as registered. */
  readonly url?: string | undefined;
  readonly headers?: HeaderSource | undefined;
}

/**
 * Joins literals and `$body $timestamp $id $url $header.X` to the signed bytes. `$$` begins a literal dollar sign.
 * @throws SigningError `MissingPart` when a part is not given or unknown
 */
export function toSignedContent(content: readonly string[], parts: ContentParts): Uint8Array {
  const pieces = content.map((entry) => toBytes(resolvePart(entry, parts)));
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}

function resolvePart(entry: string, parts: ContentParts): Uint8Array | string {
  if (!entry.startsWith('$')) return entry;
  if (entry.startsWith('$$')) return entry.slice(1);
  const value = lookUp(entry.slice(1), parts);
  if (value === undefined)
    throw new SigningError('MissingPart', `The signed content needs ${entry}, which was not given`);
  return value;
}

function lookUp(name: string, parts: ContentParts): Uint8Array | string | undefined {
  if (name.startsWith('header.')) return parts.headers && getHeader(parts.headers, name.slice('header.'.length));
  if (name === 'body' || name === 'timestamp' || name === 'id' || name === 'url') return parts[name];
  return undefined;
}
