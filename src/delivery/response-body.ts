/** Reads what a receiver answers, without trusting its size. */

/** Bytes of an answer that are kept. */
const KEPT = 2 * 1024;
/** Bytes of an answer that are read at all; after them the connection is closed. */
const READ = 64 * 1024;

/** The first 2 KiB of a body as text; a character cut in two at the end is left out. */
export async function readBody(body: AsyncIterable<Uint8Array>): Promise<string> {
  let kept: Uint8Array | undefined;
  let length = 0;
  for await (const chunk of body) {
    kept ??= new Uint8Array(KEPT);
    if (length < KEPT) kept.set(chunk.subarray(0, KEPT - length), length);
    length += chunk.length;
    if (length >= READ) break;
  }
  if (!kept) return '';
  // `stream` makes the decoder wait for the rest of a cut character instead of writing a replacement for it.
  return new TextDecoder().decode(kept.subarray(0, Math.min(length, KEPT)), { stream: true });
}
