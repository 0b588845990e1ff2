/** Splits `multipart/form-data` into its parts (RFC 7578, RFC 2046 5.1). */
import { decodeBytes, decodeUtf8 } from '../utf8.ts';
import { parseMediaType } from './media-types.ts';

/** One part of a form. */
export interface Part {
  readonly name: string;
  /** Present when the part is a file. */
  readonly filename?: string;
  /** `Content-Type` as sent; undefined when the part has none. */
  readonly contentType: string | undefined;
  readonly bytes: Uint8Array;
}

const MAX_PARTS = 1000;
const MAX_HEADER_BYTES = 16_384;

/** The parts of a body, or a sentence that says why it has none. */
export function splitParts(bytes: Uint8Array, boundary: string): Part[] | string {
  // One character for each byte: places in the text are places in the bytes.
  const text = decodeBytes(bytes);
  const delimiter = `\r\n--${boundary}`;
  const parts: Part[] = [];
  let at = text.startsWith(delimiter.slice(2)) ? delimiter.length - 2 : endOf(text, delimiter, 0);
  if (at < 0) return `The body does not begin with its boundary "--${boundary}"`;
  while (!text.startsWith('--', at)) {
    const start = skipPadding(text, at);
    if (!text.startsWith('\r\n', start)) return 'Lines of a multipart body must end in CR LF';
    if (parts.length >= MAX_PARTS) return `The body has more than ${MAX_PARTS} parts`;
    const end = text.indexOf(delimiter, start);
    if (end < 0) return `The body ends without its closing boundary "--${boundary}--"`;
    const part = readPart(bytes, text, start + 2, end);
    if (typeof part === 'string') return `Part ${parts.length + 1} of the body ${part}`;
    parts.push(part);
    at = end + delimiter.length;
  }
  return parts;
}

function endOf(text: string, delimiter: string, from: number): number {
  const found = text.indexOf(delimiter, from);
  return found < 0 ? found : found + delimiter.length;
}

/** Blanks after a boundary are allowed and mean nothing. */
function skipPadding(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function readPart(bytes: Uint8Array, text: string, start: number, end: number): Part | string {
  const isBare = text.startsWith('\r\n', start);
  const blank = isBare ? start - 2 : text.indexOf('\r\n\r\n', start);
  if (blank < 0 || blank > end) return 'has no empty line between its headers and its content';
  if (blank - start > MAX_HEADER_BYTES) return `has headers of more than ${MAX_HEADER_BYTES} bytes`;
  const head = decodeUtf8(bytes.subarray(start, Math.max(start, blank)));
  if (head === undefined) return 'has headers that are not valid UTF-8';
  const headers = new Map(head.split('\r\n').map(toHeader));
  const disposition = parseMediaType(headers.get('content-disposition') ?? '');
  const name = disposition.parameters.get('name');
  if (disposition.type !== 'form-data' || name === undefined) {
    return 'has no "Content-Disposition: form-data" with a name';
  }
  const filename = disposition.parameters.get('filename') ?? disposition.parameters.get('filename*');
  return {
    name: unescapeName(name),
    ...(filename === undefined ? {} : { filename: unescapeName(filename) }),
    contentType: headers.get('content-type'),
    bytes: bytes.subarray(blank + 4, Math.max(blank + 4, end)),
  };
}

function toHeader(line: string): [string, string] {
  const colon = line.indexOf(':');
  return colon < 0 ? ['', ''] : [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
}

/** Browsers send these three encoded in names, and nothing else (WHATWG HTML, multipart form data). */
function unescapeName(name: string): string {
  return name.replace(/%(?:22|0D|0A)/gi, (escape) => decodeURIComponent(escape));
}
