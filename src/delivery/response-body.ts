/** Keeps the beginning of what a receiver answers, without trusting its size. */

/** Bytes of an answer that are kept. */
const KEPT = 2 * 1024;
/** Bytes of an answer that are read at all; after them the connection is closed. */
const READ = 64 * 1024;

/** The beginning of a body. */
export interface ResponseBody {
  /** Takes the next bytes. @returns false where nothing more is worth reading */
  add(chunk: Uint8Array): boolean;
  /** The first 2 KiB as text; a character cut in two at the end is left out. */
  text(): string;
}

/** An empty body. */
export function createResponseBody(): ResponseBody {
  let kept: Uint8Array | undefined;
  let length = 0;
  return {
    add(chunk) {
      kept ??= new Uint8Array(KEPT);
      if (length < KEPT) kept.set(chunk.subarray(0, KEPT - length), length);
      length += chunk.length;
      return length < READ;
    },
    text() {
      if (!kept) return '';
      // `stream` makes the decoder wait for the rest of a cut character instead of writing a replacement for it.
      return new TextDecoder().decode(kept.subarray(0, Math.min(length, KEPT)), { stream: true });
    },
  };
}
