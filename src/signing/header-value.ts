/** The value of the signature header: written by the sender, taken apart by the receiver. */
import type { HeaderFormat } from './scheme.ts';

/** What a signature header carries. */
export interface HeaderValue {
  /** Encoded signatures, in order; several only in lists. */
  readonly signatures: readonly string[];
  /** Text of the timestamp, where the list has one. */
  readonly timestamp?: string;
}

/** Writes the header value. Several signatures are possible in lists only; elsewhere the first one counts. */
export function formatHeaderValue(format: HeaderFormat, { signatures, timestamp }: HeaderValue): string {
  if (format.style !== 'pairs') {
    const before = format.style === 'prefix' ? format.prefix : '';
    const { separator } = format;
    const written = signatures.map((signature) => before + signature);
    return separator === undefined ? (written[0] ?? before) : written.join(separator);
  }
  const pairs = signatures.map((signature) => [format.signature, signature]);
  if (format.timestamp !== undefined && timestamp !== undefined) pairs.unshift([format.timestamp, timestamp]);
  return pairs.map(([key, value]) => `${key}${format.assign}${value}`).join(format.separator);
}

/** Takes a header value apart. A string result says what is wrong with it. Unknown keys of a list are ignored. */
export function parseHeaderValue(format: HeaderFormat, text: string): HeaderValue | string {
  const value = text.trim();
  if (value === '') return 'is empty';
  if (format.style === 'pairs') return parsePairs(format, value);
  const entries = format.separator === undefined ? [value] : value.split(format.separator).map((entry) => entry.trim());
  if (format.style === 'plain') return { signatures: entries };
  // A list may hold signatures of another version.
  const signatures = entries.filter((entry) => entry.startsWith(format.prefix));
  if (signatures.length === 0) return `does not begin with "${format.prefix}"`;
  return { signatures: signatures.map((entry) => entry.slice(format.prefix.length)) };
}

function parsePairs(format: HeaderFormat & { readonly style: 'pairs' }, text: string): HeaderValue | string {
  const signatures: string[] = [];
  const timestamps: string[] = [];
  for (const entry of text.split(format.separator)) {
    const pair = entry.trim();
    const end = pair.indexOf(format.assign);
    if (end < 1) return `is not a list of key${format.assign}value joined by "${format.separator}"`;
    const [key, value] = [pair.slice(0, end), pair.slice(end + format.assign.length)];
    if (key === format.signature) signatures.push(value);
    if (key === format.timestamp) timestamps.push(value);
  }
  if (signatures.length === 0) return `has no "${format.signature}"`;
  // Two times would let the receiver check one and the sender sign the other.
  if (timestamps.length > 1) return `has more than one "${format.timestamp}"`;
  return { signatures, ...(timestamps[0] !== undefined && { timestamp: timestamps[0] }) };
}
