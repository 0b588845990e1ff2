/** Bytes as text, by the fastest means of the platform: Node's buffers, else what every browser has. */

const buffers = globalThis.process?.getBuiltinModule?.('node:buffer');
const decoder = buffers ? undefined : new TextDecoder('utf-8', { ignoreBOM: true });

/** A text from UTF-8; undefined when the bytes are none. A byte order mark is left out. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  const text = decoder ? decoder.decode(bytes) : toBuffer(bytes).toString();
  // Wrong bytes become U+FFFD. Only then it is worth asking whether that character was really sent.
  if (text.includes('\uFFFD') && !isUtf8(bytes)) return undefined;
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** A text with one character (U+0000 to U+00FF) for each byte, so that its length is the number of bytes. */
export function decodeBytes(bytes: Uint8Array): string {
  if (!decoder) return toBuffer(bytes).toString('latin1');
  let text = '';
  // A call takes some ten thousand arguments and no more.
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return text;
}

function toBuffer(bytes: Uint8Array): Buffer {
  const { Buffer } = buffers!;
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
