/** What most likely went wrong where no change of one thing makes a delivery verify. */
import { readText } from './body-candidates.ts';
import type { Cause } from './cause.ts';
import { getHeader, type HeaderSource } from './headers.ts';

/** A cause and the sign of it. */
export interface Guess {
  readonly cause: Cause;
  readonly message: string;
}

/** Judges body and headers alone; the signature is well-formed and belongs to something else. */
export function guessCause(body: Uint8Array, headers: HeaderSource): Guess {
  const length = readLength(headers);
  const text = readText(body);
  if (body.length === 0 && length !== 0)
    return { cause: 'EmptyBody', message: 'There is no body, and the signature is not that of an empty one' };
  if (length !== undefined && length > body.length)
    return { cause: 'Truncated', message: `The body has ${body.length} of the ${length} bytes that were announced` };
  if (text !== undefined && isCutJson(text))
    return { cause: 'Truncated', message: 'The JSON of the body ends too early' };
  if (length !== undefined && length !== body.length) {
    const message = `The body has ${body.length} bytes, but ${length} were announced`;
    return { cause: text !== undefined && /^\s*[[{]/.test(text) ? 'BodyReserialized' : 'BodyChanged', message };
  }
  if (text?.includes('\ufffd'))
    return { cause: 'BodyReencoded', message: 'The body holds U+FFFD, which stands for bytes that were lost' };
  return {
    cause: 'WrongSecret',
    message:
      'No reading of body, headers and secret fits: another secret has signed, or the body was changed beyond trace',
  };
}

/** Content-Length, where it counts the bytes of the body as they are here. */
function readLength(headers: HeaderSource): number | undefined {
  const coding = getHeader(headers, 'content-encoding') ?? 'identity';
  const text = getHeader(headers, 'content-length') ?? '';
  return coding === 'identity' && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Whether text begins as a JSON object or list and ends inside of it. */
function isCutJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|["[\]{}]/gs)) {
    if (token === '"') return true;
    if (token === '[' || token === '{') depth++;
    if (token === ']' || token === '}') depth--;
  }
  return depth > 0;
}
