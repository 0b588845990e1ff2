/** A fetch request in the mock's own form. */
import type { PlainRequest } from '../message.ts';

const EMPTY = new Uint8Array();

/**
 * Reads a request.
 * @param path where the mock serves what the request asks for
 * @param maxBody bytes after which the body is read no further
 */
export async function toPlainRequest(request: Request, url: URL, path: string, maxBody: number): Promise<PlainRequest> {
  const headers = Object.fromEntries(request.headers) as Record<string, string>;
  const body = await readBody(request, headers['content-length'], maxBody);
  // A call of our own process comes from this machine, whatever host its URL names.
  headers['host'] = path.startsWith('/_hookspec') ? 'localhost' : url.host;
  const { method } = request;
  const plain = { method, path, query: url.search.slice(1), headers, body: body ?? EMPTY };
  return body === undefined ? { ...plain, tooLarge: true } : plain;
}

/** @returns undefined for a body that is too long */
async function readBody(
  request: Request,
  announced: string | undefined,
  maxBody: number,
): Promise<Uint8Array | undefined> {
  if (Number(announced ?? 0) > maxBody) return undefined;
  // Not every browser shows the body as a stream; what it has in memory anyway may be read whole.
  if (!request.body) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    return bytes.length > maxBody ? undefined : bytes;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value);
    length += part.value.length;
    if (length <= maxBody) continue;
    await reader.cancel();
    return undefined;
  }
  if (chunks.length === 1) return chunks[0]!;
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}
