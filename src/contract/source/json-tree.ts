/**
 * Sound JSON text → a JSON value and the place of each node. Big documents are JSON, and reading them as YAML takes
 * ten times as long; whatever is not sound is left to the YAML reader, which knows how to tell what is wrong.
 */
import type { Json, Location } from '../types.ts';
import type { Places } from './place.ts';

interface Scan {
  readonly text: string;
  readonly file: string;
  readonly places: Places;
  depth: number;
  offset: number;
  line: number;
  /** Offset of the first character of the line. */
  lineStart: number;
}

/** Deeper than any document that means well; the walks over it take a stack frame or more per level. */
export const MAX_DEPTH = 500;

/** Thrown inside and caught here: the text is not sound. */
const UNSOUND = Symbol('unsound');

/**
 * Reads JSON (RFC 8259).
 * @returns undefined for anything that should be reported: a syntax error, a key that is written twice, `__proto__`,
 * more than {@link MAX_DEPTH} levels
 */
export function readJson(text: string, file: string): { value: Json; places: Places } | undefined {
  const scan: Scan = { text, file, places: new Map(), depth: 0, offset: 0, line: 1, lineStart: 0 };
  try {
    const start = here(scan);
    skipSpace(scan);
    const value = readValue(scan, '', start);
    skipSpace(scan);
    return scan.offset === text.length ? { value, places: scan.places } : undefined;
  } catch (error) {
    if (error === UNSOUND) return undefined;
    throw error;
  }
}

function readValue(scan: Scan, pointer: string, place: Location): Json {
  scan.places.set(pointer, place);
  const first = scan.text[scan.offset];
  if (first === '"') return readString(scan);
  if (first !== '{' && first !== '[') return readWord(scan);
  scan.depth += 1;
  if (scan.depth > MAX_DEPTH) fail();
  const value = first === '{' ? readObject(scan, pointer) : readArray(scan, pointer);
  scan.depth -= 1;
  return value;
}

function readObject(scan: Scan, pointer: string): Json {
  const value: Record<string, Json> = {};
  for (let more = enter(scan, '}'); more; more = next(scan, '}')) {
    const place = here(scan);
    const key = scan.text[scan.offset] === '"' ? readString(scan) : fail();
    if (key === '__proto__' || Object.hasOwn(value, key)) fail();
    skipSpace(scan);
    expect(scan, ':');
    skipSpace(scan);
    value[key] = readValue(scan, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, place);
  }
  return value;
}

function readArray(scan: Scan, pointer: string): Json {
  const value: Json[] = [];
  for (let more = enter(scan, ']'); more; more = next(scan, ']')) {
    value.push(readValue(scan, `${pointer}/${value.length}`, here(scan)));
  }
  return value;
}

const STRING = /"[^"\\\p{Cc}]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\p{Cc}]*)*"/uy;
const WORD = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readString(scan: Scan): string {
  return JSON.parse(match(scan, STRING)) as string;
}

function readWord(scan: Scan): Json {
  const value = JSON.parse(match(scan, WORD)) as Json;
  return typeof value === 'number' && !Number.isFinite(value) ? fail() : value;
}

function match(scan: Scan, pattern: RegExp): string {
  pattern.lastIndex = scan.offset;
  const found = pattern.exec(scan.text)?.[0] ?? fail();
  scan.offset += found.length;
  return found;
}

/** Goes into an object or array; tells whether it has members. */
function enter(scan: Scan, end: string): boolean {
  scan.offset += 1;
  skipSpace(scan);
  if (scan.text[scan.offset] !== end) return true;
  scan.offset += 1;
  return false;
}

/** Goes to the next member; tells whether there is one. */
function next(scan: Scan, end: string): boolean {
  skipSpace(scan);
  const isLast = scan.text[scan.offset] === end;
  expect(scan, isLast ? end : ',');
  if (!isLast) skipSpace(scan);
  return !isLast;
}

function expect(scan: Scan, character: string): void {
  if (scan.text[scan.offset] !== character) fail();
  scan.offset += 1;
}

function skipSpace(scan: Scan): void {
  for (; ; scan.offset += 1) {
    const code = scan.text.charCodeAt(scan.offset);
    if (code === 0x0a) {
      scan.line += 1;
      scan.lineStart = scan.offset + 1;
    } else if (code !== 0x20 && code !== 0x0d && code !== 0x09) return;
  }
}

function here(scan: Scan): Location {
  return { file: scan.file, line: scan.line, column: scan.offset - scan.lineStart + 1 };
}

function fail(): never {
  throw UNSOUND;
}
