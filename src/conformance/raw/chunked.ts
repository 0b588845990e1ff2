/** Reads a body in chunks (RFC 9112, section 7.1). */

/** What was read so far. */
export interface Unchunked {
  /** The body without its framing. */
  readonly bytes: Buffer;
  /** Where the last chunk and its trailer end; undefined: more has to come. */
  readonly end: number | undefined;
}

/**
 * @throws Error with the code HPE_INVALID_CHUNK_SIZE where a size is none
 */
export function readChunks(input: Buffer): Unchunked {
  const parts: Buffer[] = [];
  const toResult = (end?: number): Unchunked => ({ bytes: Buffer.concat(parts), end });
  for (let at = 0; ;) {
    const lineEnd = input.indexOf('\r\n', at);
    if (lineEnd < 0) return toResult();
    const size = /^([0-9a-f]{1,8})\s*(?:;.*)?$/i.exec(input.toString('latin1', at, lineEnd))?.[1];
    if (size === undefined)
      throw Object.assign(new Error('the size of a chunk is no hexadecimal number'), {
        code: 'HPE_INVALID_CHUNK_SIZE',
      });
    const length = Number.parseInt(size, 16);
    at = lineEnd + 2;
    if (length === 0) {
      const end = endOfTrailer(input, at);
      return toResult(end);
    }
    parts.push(input.subarray(at, at + length));
    if (input.length < at + length + 2) return toResult();
    at += length + 2;
  }
}

function endOfTrailer(input: Buffer, start: number): number | undefined {
  for (let at = start; ;) {
    const lineEnd = input.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    if (lineEnd === at) return at + 2;
    at = lineEnd + 2;
  }
}
