/** JSON bodies (RFC 8259). */
import type { MediaType } from '../../contract/types.ts';
import { decodeUtf8 } from '../utf8.ts';
import { type BytesReader, toMalformed } from './reading.ts';

/**
 * Levels of arrays and objects that are read. The parser itself has no limit, but whatever walks through the value
 * later (validators of schemas that contain themselves, serialisers) needs stack for each level.
 */
const MAX_DEPTH = 512;

/** Prepares the reader of a JSON body. */
export function createJsonReader(mediaType: MediaType): BytesReader {
  return (bytes) => {
    const parsed = parseJson(bytes, 'The body');
    return 'reason' in parsed ? toMalformed(parsed.reason) : { kind: 'value', value: parsed.value, mediaType };
  };
}

/**
 * The value of JSON bytes, or a sentence that says why there is none.
 * @param what begins the sentence
 */
export function parseJson(bytes: Uint8Array, what: string): { readonly value: unknown } | { readonly reason: string } {
  const text = decodeUtf8(bytes);
  if (text === undefined) return { reason: `${what} is not valid UTF-8` };
  // A level takes two bytes, so short bodies need no count.
  if (bytes.length >= MAX_DEPTH * 2 && isTooDeep(bytes))
    return { reason: `${what} nests deeper than ${MAX_DEPTH} levels` };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { reason: `${what} is not valid JSON: ${(error as Error).message}` };
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function isTooDeep(bytes: Uint8Array): boolean {
  let depth = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index]!;
    if (byte === QUOTE) index = findQuote(bytes, index + 1);
    // `[` and `{`, `]` and `}` differ in the same bit.
    else if ((byte | 0x20) === 0x7b && ++depth > MAX_DEPTH) return true;
    else if ((byte | 0x20) === 0x7d) depth--;
  }
  return false;
}

function findQuote(bytes: Uint8Array, start: number): number {
  let index = start;
  while (index < bytes.length && bytes[index] !== QUOTE) index += bytes[index] === BACKSLASH ? 2 : 1;
  return index;
}
