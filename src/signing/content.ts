/** The bytes that are signed. */
import { concat, toBytes } from './encoding.ts';
import { SigningError } from './error.ts';
import { toSortedForm } from './form.ts';
import { getHeader, type HeaderSource } from './headers.ts';

/** The body as it was sent or received; a string stands for its UTF-8 bytes. */
export type RawBody = Uint8Array | ArrayBuffer | string;

/** What signed content can be made of. */
export interface ContentParts {
  readonly body: RawBody;
  /** Text of the timestamp, exactly as it travels. */
  readonly timestamp: string | undefined;
  /** Delivery id. */
  readonly id?: string | undefined;
  /** URL the delivery goes to, as registered. */
  readonly url?: string | undefined;
  readonly headers?: HeaderSource | undefined;
}

/**
 * Joins literals and `$body $form $timestamp $id $url $header.X` to the signed bytes. `$$` begins a literal dollar sign.
 * @throws SigningError `MissingPart` when a part is not given or unknown, `MalformedBody`
 */
export function toSignedContent(content: readonly string[], parts: ContentParts): Uint8Array {
  return concat(...content.map((entry) => toBytes(resolvePart(entry, parts))));
}

/**
 * The bytes of a body.
 * @throws SigningError `MalformedBody` for a value that somebody has parsed already
 */
export function toBodyBytes(body: RawBody): Uint8Array {
  if (typeof body === 'string' || body instanceof Uint8Array) return toBytes(body);
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  throw new SigningError('MalformedBody', 'The body must be its raw bytes or text, not a parsed value');
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
  if (name === 'body') return toBodyBytes(parts.body);
  if (name === 'form') return toSortedForm(toBodyBytes(parts.body));
  if (name.startsWith('header.')) return parts.headers && getHeader(parts.headers, name.slice('header.'.length));
  return name === 'timestamp' || name === 'id' || name === 'url' ? parts[name] : undefined;
}
