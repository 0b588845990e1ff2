/** Texts that miss a pattern by little: what is taken by a server that reads the pattern in its own way. */
import type { Json } from '../../contract/types.ts';
import { samplePattern } from '../../contract/instance/pattern.ts';

/** A quantifier that has an end. */
const BOUNDED = /\{(\d+)(,(\d+))?\}/g;
/** Longer texts say no more. */
const LONGEST = 5000;

/** Kind → texts, made from the pattern and a text that matches it. */
export const nearPatterns: Readonly<Record<string, (pattern: string, value: Json) => readonly string[]>> = {
  // A pattern has no flags: letters are what they are.
  'other case': (_, value) =>
    isAddress(value)
      ? [value.replace(/^https?/, (name) => name.toUpperCase())]
      : [String(value).toUpperCase(), String(value).toLowerCase()],
  'wrong start': (_, value) => [isAddress(value) ? `hookspec:${value}` : `!${String(value)}`],
  'wrong end': (_, value) => [`${String(value)}!`],
  'no host': (_, value) => (isAddress(value) ? [value.replace(/^(https?:\/\/)[^/?#]*/, '$1')] : []),
  'one too many': (pattern) => requantify(pattern, (_, most) => most + 1),
  'one too few': (pattern) => requantify(pattern, (least) => least - 1),
};

/** Texts of the pattern with one of its counts changed, the last one first: it is the longest part of most ids. */
function requantify(pattern: string, change: (least: number, most: number) => number): string[] {
  return [...pattern.matchAll(BOUNDED)].toReversed().flatMap(({ 0: text, 1: least, 3: most, index }) => {
    const count = change(Number(least), Number(most ?? least));
    if (count < 0 || count > LONGEST) return [];
    return samplePattern(`${pattern.slice(0, index)}{${count}}${pattern.slice(index + text.length)}`);
  });
}

function isAddress(value: Json): value is string {
  return typeof value === 'string' && /^https?:\/\//.test(value);
}
