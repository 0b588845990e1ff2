/** Form parameters in the order in which some providers sign them. */
import { toCharacters, toCodes } from './encoding.ts';

const [PLUS, PERCENT, SPACE] = [0x2b, 0x25, 0x20];

/**
 * `application/x-www-form-urlencoded` bytes as `name value name value …` without separators, sorted by name, then by
 * value; a pair that stands there twice counts once. Escapes become the bytes they stand for, whether UTF-8 or not.
 */
export function toSortedForm(body: Uint8Array): Uint8Array {
  // One character per byte, so that text functions may be used on any bytes.
  const text = toCharacters(body);
  const pairs = new Map(
    text
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const end = pair.indexOf('=');
        const [name, value] = end < 0 ? [pair, ''] : [pair.slice(0, end), pair.slice(end + 1)];
        return [`${unescape(name)}\0${unescape(value)}`, [unescape(name), unescape(value)] as const];
      }),
  );
  const sorted = [...pairs.values()].sort(([a, x], [b, y]) => compare(a, b) || compare(x, y));
  return toCodes(sorted.flat().join(''));
}

function unescape(text: string): string {
  let bytes = '';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const escape = code === PERCENT ? /^[0-9a-f]{2}/i.exec(text.slice(at + 1, at + 3)) : null;
    if (escape) at += 2;
    bytes += String.fromCharCode(escape ? Number.parseInt(escape[0], 16) : code === PLUS ? SPACE : code);
  }
  return bytes;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
