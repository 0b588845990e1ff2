/** Regular expressions as trees, as far as they describe a regular language in the plain way. */

/** Code points from–to, both included. */
export type Interval = readonly [number, number];

/** A pattern as a tree. */
export type Tree =
  | { readonly kind: 'chars'; readonly intervals: readonly Interval[] }
  | { readonly kind: 'sequence' | 'choice'; readonly items: readonly Tree[] }
  | { readonly kind: 'repeat'; readonly item: Tree; readonly least: number; readonly most: number }
  | { readonly kind: 'start' | 'end' };

const LAST = 0x10_ff_ff;
const DIGITS: readonly Interval[] = [[48, 57]];
const WORDS: readonly Interval[] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const SPACES: readonly Interval[] = [
  [9, 13],
  [32, 32],
  [160, 160],
  [0x16_80, 0x16_80],
  [0x20_00, 0x20_0a],
  [0x20_28, 0x20_29],
  [0x20_2f, 0x20_2f],
  [0x20_5f, 0x20_5f],
  [0x30_00, 0x30_00],
  [0xfe_ff, 0xfe_ff],
];
const LINE_ENDS: readonly Interval[] = [
  [10, 10],
  [13, 13],
  [0x20_28, 0x20_29],
];
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, 0: 0 };

/** Thrown for what no automaton is built for: look-around, back references, word boundaries, Unicode properties. */
export class UnsupportedPattern extends Error {}

interface Reader {
  readonly text: readonly string[];
  at: number;
}

/** Reads the source of a `RegExp`. @throws UnsupportedPattern */
export function parsePattern(source: string): Tree {
  const reader: Reader = { text: [...source], at: 0 };
  const tree = readChoice(reader);
  if (reader.at < reader.text.length) throw new UnsupportedPattern();
  return tree;
}

function readChoice(reader: Reader): Tree {
  const items = [readSequence(reader)];
  while (take(reader, '|')) items.push(readSequence(reader));
  return items.length === 1 ? items[0]! : { kind: 'choice', items };
}

function readSequence(reader: Reader): Tree {
  const items: Tree[] = [];
  while (reader.at < reader.text.length && !'|)'.includes(peek(reader))) items.push(readRepeat(reader));
  return items.length === 1 ? items[0]! : { kind: 'sequence', items };
}

function readRepeat(reader: Reader): Tree {
  let item = readAtom(reader);
  for (let bounds = readBounds(reader); bounds !== undefined; bounds = readBounds(reader)) {
    take(reader, '?');
    item = { kind: 'repeat', item, least: bounds[0], most: bounds[1] };
  }
  return item;
}

function readBounds(reader: Reader): Interval | undefined {
  if (take(reader, '*')) return [0, Infinity];
  if (take(reader, '+')) return [1, Infinity];
  if (take(reader, '?')) return [0, 1];
  const match = /^\{(\d+)(,?)(\d*)\}/.exec(reader.text.slice(reader.at, reader.at + 24).join(''));
  if (match === null) return undefined;
  reader.at += match[0].length;
  const least = Number(match[1]);
  return [least, match[2] === '' ? least : match[3] === '' ? Infinity : Number(match[3])];
}

function readAtom(reader: Reader): Tree {
  const char = reader.text[reader.at++]!;
  if (char === '^') return { kind: 'start' };
  if (char === '$') return { kind: 'end' };
  if (char === '.') return { kind: 'chars', intervals: invert(LINE_ENDS) };
  if (char === '[') return { kind: 'chars', intervals: readClass(reader) };
  if (char === '(') return readGroup(reader);
  if ('*+?'.includes(char)) throw new UnsupportedPattern();
  return { kind: 'chars', intervals: char === '\\' ? readEscape(reader) : [toInterval(char)] };
}

function readGroup(reader: Reader): Tree {
  if (take(reader, '?') && !take(reader, ':')) {
    if (!take(reader, '<') || '=!'.includes(peek(reader))) throw new UnsupportedPattern();
    while (!take(reader, '>')) reader.at++;
  }
  const tree = readChoice(reader);
  if (!take(reader, ')')) throw new UnsupportedPattern();
  return tree;
}

function readEscape(reader: Reader): readonly Interval[] {
  const char = reader.text[reader.at++] ?? '';
  if (char === 'd') return DIGITS;
  if (char === 'w') return WORDS;
  if (char === 's') return SPACES;
  if (char === 'D') return invert(DIGITS);
  if (char === 'W') return invert(WORDS);
  if (char === 'S') return invert(SPACES);
  if (Object.hasOwn(CONTROLS, char)) return [[CONTROLS[char]!, CONTROLS[char]!]];
  if (char === 'x' || char === 'u') return [readCode(reader, char === 'x' ? 2 : 4)];
  if (char === '' || /[a-z1-9]/i.test(char)) throw new UnsupportedPattern();
  return [toInterval(char)];
}

function readCode(reader: Reader, length: number): Interval {
  const rest = reader.text.slice(reader.at, reader.at + 12).join('');
  const match = /^\{([\da-f]+)\}/i.exec(rest) ?? new RegExp(`^([\\da-f]{${length}})`, 'i').exec(rest);
  if (match === null) throw new UnsupportedPattern();
  reader.at += match[0].length;
  const code = Number.parseInt(match[1]!, 16);
  // One half of a pair: what it means depends on its neighbour.
  if (code >= 0xd8_00 && code <= 0xdf_ff) throw new UnsupportedPattern();
  return [code, code];
}

function readClass(reader: Reader): readonly Interval[] {
  const isInverted = take(reader, '^');
  const intervals: Interval[] = [];
  while (!take(reader, ']')) {
    if (reader.at >= reader.text.length) throw new UnsupportedPattern();
    const from = readMember(reader);
    const isRange = peek(reader) === '-' && reader.text[reader.at + 1] !== ']' && from.length === 1;
    if (!isRange) intervals.push(...from);
    else {
      reader.at++;
      intervals.push([from[0]![0], readMember(reader)[0]![1]]);
    }
  }
  return isInverted ? invert(intervals) : intervals;
}

function readMember(reader: Reader): readonly Interval[] {
  const char = reader.text[reader.at++]!;
  if (char !== '\\') return [toInterval(char)];
  if (peek(reader) === 'b') throw new UnsupportedPattern();
  return readEscape(reader);
}

/** All code points that are in none of the intervals. */
export function invert(intervals: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  let next = 0;
  for (const [from, to] of [...intervals].sort((a, b) => a[0] - b[0])) {
    if (from > next) result.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= LAST) result.push([next, LAST]);
  return result;
}

function toInterval(char: string): Interval {
  const code = char.codePointAt(0)!;
  return [code, code];
}

function peek(reader: Reader): string {
  return reader.text[reader.at] ?? '';
}

function take(reader: Reader, char: string): boolean {
  if (reader.text[reader.at] !== char) return false;
  reader.at++;
  return true;
}
