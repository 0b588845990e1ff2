/** Alters what a rightly signed delivery carries: its signature, its time. */
import { formatHeaderValue, parseHeaderValue, type HeaderValue } from '../../signing/header-value.ts';
import { getHeader } from '../../signing/headers.ts';
import type { SignatureScheme } from '../../signing/scheme.ts';
import { setHeaders, type Delivery } from './delivery.ts';

/** The delivery without a header. */
export function withoutHeader(delivery: Delivery, name: string): Delivery {
  return { ...delivery, headers: setHeaders(delivery.headers, { [name]: undefined }), isRight: false };
}

/** The delivery with a header, in the place of one of that name. */
export function withHeader(delivery: Delivery, name: string, value: string): Delivery {
  return { ...delivery, headers: setHeaders(delivery.headers, { [name]: value }), isRight: false };
}

/** The delivery with other signatures in its header; the form of the header stays. */
export function editSignatures(
  delivery: Delivery,
  scheme: SignatureScheme,
  edit: (signatures: readonly string[]) => readonly string[],
): Delivery {
  const value = readValue(delivery, scheme);
  const signatures = edit(value.signatures);
  return withHeader(delivery, scheme.header, formatHeaderValue(scheme.format, { ...value, signatures }));
}

/** The same with each signature by itself. */
export function editSignature(
  delivery: Delivery,
  scheme: SignatureScheme,
  edit: (signature: string) => string,
): Delivery {
  return editSignatures(delivery, scheme, (signatures) => signatures.map(edit));
}

/** The delivery with another text in the place of its time, signed as before; undefined takes the time away. */
export function editTimestamp(
  delivery: Delivery,
  scheme: SignatureScheme,
  edit: (text: string) => string | undefined,
): Delivery {
  const { timestamp } = scheme;
  if (timestamp?.in === 'header') {
    const name = timestamp.header ?? '';
    const text = edit(getHeader(delivery.headers, name) ?? '');
    return text === undefined ? withoutHeader(delivery, name) : withHeader(delivery, name, text);
  }
  const { signatures, timestamp: before = '' } = readValue(delivery, scheme);
  const text = edit(before);
  const value = { signatures, ...(text !== undefined && { timestamp: text }) };
  return withHeader(delivery, scheme.header, formatHeaderValue(scheme.format, value));
}

/** The encoded signature of a delivery. */
export function readSignature(delivery: Delivery, scheme: SignatureScheme): string {
  return readValue(delivery, scheme).signatures[0] ?? '';
}

/** Whether the header of a scheme has room for several signatures. */
export function isList({ format }: SignatureScheme): boolean {
  return format.style === 'pairs' || format.separator !== undefined;
}

/** Another character of the same alphabet in one place. */
export function alterAt(text: string, at: number): string {
  const other = text[at] === '0' ? '1' : '0';
  return text.slice(0, at) + other + text.slice(at + 1);
}

function readValue(delivery: Delivery, scheme: SignatureScheme): HeaderValue {
  const value = parseHeaderValue(scheme.format, getHeader(delivery.headers, scheme.header) ?? '');
  return typeof value === 'string' ? { signatures: [] } : value;
}
