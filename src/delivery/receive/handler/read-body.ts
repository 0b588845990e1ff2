/** Reads a stream of bytes up to a limit. */
import { SenderGone } from './answer.ts';

/** How many times the limit is read and thrown away, so that a sender gets to see its 413. */
const PATIENCE = 16;

/**
 * All bytes of a stream; undefined when there are more than `maxBody`. What is too long is read to its end, within
 * reason: who closes on a sender that is still talking is not heard.
 * @throws SenderGone when the stream breaks off
 */
export async function readBody(stream: AsyncIterable<Uint8Array>, maxBody: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      length += chunk.length;
      if (length > maxBody * PATIENCE) return undefined;
      if (length <= maxBody) chunks.push(chunk);
    }
  } catch {
    throw new SenderGone();
  }
  if (length > maxBody) return undefined;
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}
