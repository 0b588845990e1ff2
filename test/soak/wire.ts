/** Requests as text on the wire. Texts hold one character (U+0000 to U+00FF) for each byte. */

/** A request; every part is written as it is, right or wrong. */
export interface WireRequest {
  readonly method?: string;
  readonly target: string;
  /** Default `HTTP/1.1`. */
  readonly version?: string;
  /** Default: `Host: 127.0.0.1`, and `Content-Length` where there is a body. */
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string;
}

/** The request with `Host` and, for a body, its length; `headers` come after them. */
export function toWire({ method = 'GET', target, version = 'HTTP/1.1', headers = [], body = '' }: WireRequest): string {
  const has = (name: string) => headers.some(([known]) => known.toLowerCase() === name);
  const isFramed = body === '' || has('content-length') || has('transfer-encoding');
  const all = [['Host', '127.0.0.1'], ...headers, ...(isFramed ? [] : [['Content-Length', String(body.length)]])];
  return `${method} ${target} ${version}\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

/** The request with these lines as its header block and nothing added. */
export function toRawWire(line: string, fields: readonly string[], body = ''): string {
  return `${[line, ...fields].join('\r\n')}\r\n\r\n${body}`;
}

/** A body in chunks of `size` bytes. */
export function toChunks(body: string, size = Math.max(1, body.length)): string {
  let text = '';
  for (let at = 0; at < body.length; at += size) {
    const part = body.slice(at, at + size);
    text += `${part.length.toString(16)}\r\n${part}\r\n`;
  }
  return `${text}0\r\n\r\n`;
}

/** UTF-8 as one character for each byte. */
export function toBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Bytes as somebody can read them: what is not printable ASCII as `\xNN`, line ends as `\r\n`. */
export function toReadable(bytes: string): string {
  return bytes.replaceAll(/[^\x20-\x7e]|\\/g, (character) => {
    if (character === '\r') return '\\r';
    if (character === '\n') return '\\n';
    return character === '\\' ? '\\\\' : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}
