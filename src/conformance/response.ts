/** What came back, read in steps: bytes as they came, text and JSON when somebody asks. */
import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import type { WireResponse } from './exchange.ts';
import { parseJson } from './parse-json.ts';
import type { RawResponse } from './transport.ts';

/** Longest body after its content coding is undone. */
const LONGEST = 64 * 1024 * 1024;

const decoders: Readonly<Record<string, (bytes: Uint8Array, limit: { maxOutputLength: number }) => Uint8Array>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
};

/** An answer as checks read it. */
export function toWireResponse(raw: RawResponse): WireResponse {
  const { status, httpVersion, rawHeaders, bytes, end, surplus, resent } = raw;
  const headers = toHeaders(rawHeaders);
  const plain = once(() => (raw.isCoded ? decode(bytes, headers.get('content-encoding')) : bytes));
  const decoded = (): Uint8Array => plain() ?? bytes;
  const text = once(() => new TextDecoder().decode(decoded()));
  // Not JSON is a fault only where the contract wants JSON; the checks on bodies decide.
  const json = once(() => parseJson(text()));
  const isUtf8 = once(() => checkUtf8(decoded()));
  return {
    status,
    httpVersion,
    rawHeaders,
    headers,
    bytes,
    end,
    surplus,
    resent,
    get isDecodable() {
      return plain() !== undefined;
    },
    get text() {
      return text();
    },
    get json() {
      return json();
    },
    get isUtf8() {
      return isUtf8();
    },
  };
}

/** Values outside of what `Headers` can hold are left to the raw pairs. */
function toHeaders(pairs: RawResponse['rawHeaders']): Headers {
  const headers = new Headers();
  for (const [name, value] of pairs) {
    try {
      headers.append(name, value);
    } catch {
      // A value with control characters cannot be compared with anything.
    }
  }
  return headers;
}

/** Undoes a coding that the server chose although none was asked for. @returns undefined when the bytes do not fit it */
function decode(bytes: Uint8Array, coding: string | null): Uint8Array | undefined {
  if (bytes.length === 0) return bytes;
  const decoder = decoders[coding?.trim().toLowerCase() ?? ''];
  try {
    return decoder === undefined ? bytes : decoder(bytes, { maxOutputLength: LONGEST });
  } catch {
    return undefined;
  }
}

function checkUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function once<Value>(read: () => Value): () => Value {
  let kept: { readonly value: Value } | undefined;
  return () => (kept ??= { value: read() }).value;
}
