/** Bodies that are one text or one block of bytes: `text/*`, XML, files and all that nobody here parses. */
import type { JsonObject, MediaType } from '../../contract/types.ts';
import { toTyped } from '../parameters/coerce.ts';
import { kindOf } from '../parameters/field.ts';
import { toShape } from '../parameters/shape.ts';
import { decodeBytes, decodeUtf8 } from '../utf8.ts';
import { type BytesReader, toMalformed } from './reading.ts';

/** Types whose bytes are no text, whatever they happen to look like. */
const BINARY = /^(?:image|audio|video|font)\/(?!svg\+xml)|^application\/(?:octet-stream|pdf|zip|gzip)$/;

/** Whether a media type carries XML (RFC 7303). */
export function isXml(type: string): boolean {
  return /^(?:text|application)\/xml$|\+xml$/.test(type);
}

/**
 * Prepares the reader of a text. XML is accepted by its media type alone: it is not parsed, so neither its form nor its
 * schema is judged. Other texts are judged by a schema that speaks of texts, `text/plain` by any schema.
 * @param type media type, lower case, without parameters
 * @param charset as sent; undefined for UTF-8. Any that the platform can decode
 */
export function createTextReader(
  document: JsonObject,
  mediaType: MediaType,
  type: string,
  charset: string | undefined,
): BytesReader {
  const shape = toShape(document, [mediaType.schema]);
  const isOpaque = isXml(type) || (type !== 'text/plain' && !kindOf(shape).scalar);
  const decode = toDecoder(type, charset);
  return (bytes) => {
    const text = decode(bytes);
    if (text === undefined) return toMalformed(`The body is not valid ${charset ?? 'UTF-8'}`);
    if (isOpaque) return { kind: 'value', value: text, mediaType, isOpaque };
    return { kind: 'value', value: toTyped(text, shape), mediaType };
  };
}

/** Whether the platform can decode a charset. */
export function isCharset(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}

function toDecoder(type: string, charset: string | undefined): (bytes: Uint8Array) => string | undefined {
  if (BINARY.test(type)) return decodeBytes;
  if (charset !== undefined) return createCharsetDecoder(charset);
  if (type.startsWith('text/') || isXml(type)) return decodeUtf8;
  return (bytes) => decodeUtf8(bytes) ?? decodeBytes(bytes);
}

function createCharsetDecoder(charset: string): (bytes: Uint8Array) => string | undefined {
  const decoder = new TextDecoder(charset, { fatal: true });
  return (bytes) => {
    try {
      return decoder.decode(bytes);
    } catch {
      return undefined;
    }
  };
}
