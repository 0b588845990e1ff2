/** A request as the bytes of HTTP/1, written as it was asked for: nothing is corrected on the way. */
import type { TransportRequest } from '../transport.ts';

/** How a request is written where it differs from the usual. */
export interface RequestForm {
  /** Default `1.1`. */
  readonly version?: '1.0' | '1.1';
  /** Default true. */
  readonly host?: boolean;
  /** How the end of the body is told. Default `length`. */
  readonly framing?: 'length' | 'chunked';
  /** Header names in capitals. Default false. */
  readonly capitals?: boolean;
  /** The connection serves further requests. Default false. */
  readonly keepAlive?: boolean;
  /** The body waits for `100 Continue`, at most a second. Default false. */
  readonly expectContinue?: boolean;
  /** The body goes out in so many parts, with pauses between them. Default: at once. */
  readonly slow?: { readonly parts: number; readonly pauseMs: number };
  /** Header lines besides those of the request, names that are there already included. */
  readonly further?: readonly (readonly [name: string, value: string])[];
  /** Sent instead of the request's body. */
  readonly bytes?: Uint8Array;
}

/** Head and body; the body is empty where there is none. */
export interface RequestBytes {
  readonly head: Buffer;
  readonly body: Buffer;
}

/** Two chunks at least, so that a reader that takes the first for the whole is found out. */
const CHUNKS = 3;

/** Writes a request down. */
export function toRequestBytes(request: TransportRequest, form: RequestForm): RequestBytes {
  const { version = '1.1', host = true, framing = 'length', keepAlive = false } = form;
  const body = form.bytes ?? (request.body === undefined ? undefined : Buffer.from(request.body));
  const lines: (readonly [string, string])[] = [];
  if (host) lines.push(['Host', new URL(request.url).host]);
  lines.push(...Object.entries({ 'accept-encoding': 'identity', ...request.headers }), ...(form.further ?? []));
  if (form.expectContinue) lines.push(['Expect', '100-continue']);
  if (!keepAlive) lines.push(['Connection', 'close']);
  if (body !== undefined)
    lines.push(framing === 'chunked' ? ['Transfer-Encoding', 'chunked'] : ['Content-Length', String(body.length)]);
  const names = lines.map(([name, value]) => `${form.capitals ? name.toUpperCase() : name}: ${value}\r\n`);
  const head = `${request.method} ${toTarget(request.url)} HTTP/${version}\r\n${names.join('')}\r\n`;
  const sent = Buffer.from(body ?? []);
  return { head: Buffer.from(head, 'latin1'), body: framing === 'chunked' && body ? toChunks(sent) : sent };
}

/** Path and query as they are written in the URL: nothing is decoded or resolved. */
function toTarget(url: string): string {
  const target = /^[a-z]+:\/\/[^/?#]*([^#]*)/i.exec(url)?.[1] ?? '';
  return target.startsWith('/') ? target : `/${target}`;
}

function toChunks(body: Buffer): Buffer {
  const size = Math.max(1, Math.ceil(body.length / CHUNKS));
  const parts: Buffer[] = [];
  for (let start = 0; start < body.length; start += size) {
    const chunk = body.subarray(start, start + size);
    parts.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]);
}
