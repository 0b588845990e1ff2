/** Texts that match a regular expression, for the constructs that API documents use. */

/** A part of a pattern: each list entry is one text it can stand for. */
type Part = readonly string[];

/** Where the reader is. */
interface Cursor {
  readonly pattern: string;
  at: number;
}

const ESCAPES: Readonly<Record<string, string>> = { d: '0', w: 'a', s: ' ', D: 'a', W: '-', S: 'a', t: '\t', n: '\n' };

/**
 * Texts that match the pattern, checked against it; empty when it uses what this reader does not know.
 * @param minLength quantifiers without an upper bound are repeated to come at least near it
 */
export function samplePattern(pattern: string, minLength = 0): string[] {
  let regExp: RegExp;
  try {
    regExp = new RegExp(pattern, 'u');
  } catch {
    return [];
  }
  const cursor: Cursor = { pattern, at: 0 };
  const texts = [...readAlternatives(cursor, 0), ...readAlternatives({ pattern, at: 0 }, minLength)];
  return [...new Set(texts)].filter((text) => regExp.test(text)).slice(0, 4);
}

function readAlternatives(cursor: Cursor, repeat: number): Part {
  const branches: string[] = [];
  let sequence = '';
  for (;;) {
    const character = cursor.pattern[cursor.at];
    if (character === undefined || character === ')') break;
    if (character === '|') {
      branches.push(sequence);
      sequence = '';
      cursor.at++;
    } else sequence += readQuantified(cursor, repeat);
  }
  return [...branches, sequence];
}

function readQuantified(cursor: Cursor, repeat: number): string {
  const atom = readAtom(cursor, repeat);
  const rest = cursor.pattern.slice(cursor.at);
  const match = /^(?:([*+?])|\{(\d+)(,)?(\d+)?\})\??/.exec(rest);
  if (!match) return atom;
  cursor.at += match[0].length;
  if (match[2] !== undefined) {
    const least = Number(match[2]);
    const most = match[3] === undefined ? least : Number(match[4] ?? Infinity);
    return atom.repeat(Math.min(Math.max(least, repeat), most));
  }
  if (match[1] === '+') return atom.repeat(Math.max(1, repeat));
  return match[1] === '*' ? atom.repeat(repeat) : '';
}

function readAtom(cursor: Cursor, repeat: number): string {
  const character = cursor.pattern[cursor.at++]!;
  if (character === '^' || character === '$') return '';
  if (character === '.') return 'a';
  if (character === '[') return readClass(cursor);
  if (character === '(') {
    const look = /^\?(?:[:=]|![^)]*|<[^=!>][^>]*>)/.exec(cursor.pattern.slice(cursor.at));
    cursor.at += look?.[0].length ?? 0;
    const [first = ''] = readAlternatives(cursor, repeat);
    cursor.at++;
    // A look-ahead consumes nothing; the final test tells whether the rest happens to fulfil it.
    return look && /^\?[=!]/.test(look[0]) ? '' : first;
  }
  return character === '\\' ? readEscape(cursor) : character;
}

function readEscape(cursor: Cursor): string {
  const character = cursor.pattern[cursor.at++] ?? '';
  if (character === 'b' || character === 'B') return '';
  return ESCAPES[character] ?? character;
}

/** One character of a class; for a negated one the first usual character that is not in it. */
function readClass(cursor: Cursor): string {
  const end = findClassEnd(cursor);
  const source = cursor.pattern.slice(cursor.at - 1, end + 1);
  cursor.at = end + 1;
  const regExp = new RegExp(source, 'u');
  for (const candidate of 'a0A-_/.: ') if (regExp.test(candidate)) return candidate;
  for (let code = 33; code < 0x250; code++)
    if (regExp.test(String.fromCharCode(code))) return String.fromCharCode(code);
  return '';
}

function findClassEnd({ pattern, at }: Cursor): number {
  for (let index = at; index < pattern.length; index++) {
    if (pattern[index] === '\\') index++;
    else if (pattern[index] === ']') return index;
  }
  return pattern.length - 1;
}
