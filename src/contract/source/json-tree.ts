/**
 * Sound JSON text → a JSON value and the place of each node. Big documents are JSON, and reading them as YAML takes
 * many times as long; whatever is not sound is left to the YAML reader, which knows how to tell what is wrong.
 */
import type { Json } from '../types.ts';
import { createJsonIndex, endOfText, isSpace } from './json-index.ts';
import { createPlaces, type Places } from './place.ts';

/** Deeper than any document that means well; the walks over it take a stack frame or more per level. */
export const MAX_DEPTH = 500;

/** What {@link countKeys} gives for a value that is not to be used. */
const UNSOUND = Number.NaN;

/**
 * Reads JSON (RFC 8259).
 * @returns undefined for anything that should be reported: a syntax error, a key that is written twice, `__proto__`,
 * more than {@link MAX_DEPTH} levels
 */
export function readJson(text: string, file: string): { value: Json; places: Places } | undefined {
  const value = parse(text);
  // The parser keeps the last of two equal keys without a word: then the text has more keys than the value.
  if (value === undefined || countKeys(value, 0) !== countWrittenKeys(text)) return undefined;
  return { value, places: createPlaces(createJsonIndex(text, file)) };
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function countKeys(value: Json, depth: number): number {
  if (typeof value === 'number') return Number.isFinite(value) ? 0 : UNSOUND;
  if (value === null || typeof value !== 'object') return 0;
  if (depth === MAX_DEPTH) return UNSOUND;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) count += countKeys(item, depth + 1);
    return count;
  }
  for (const key of Object.keys(value)) {
    if (key === '__proto__') return UNSOUND;
    count += 1 + countKeys((value as Record<string, Json>)[key]!, depth + 1);
  }
  return count;
}

/** Counts the texts that a colon follows; the text is known to be JSON. */
function countWrittenKeys(text: string): number {
  let count = 0;
  for (let start = text.indexOf('"'); start !== -1;) {
    let after = endOfText(text, start);
    while (isSpace(text.charCodeAt(after))) after += 1;
    if (text.charCodeAt(after) === 0x3a) count += 1;
    start = text.indexOf('"', after);
  }
  return count;
}
