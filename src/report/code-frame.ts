/** The lines around a place in a file, with a mark under it. */
import { escapeLine } from './escape.ts';
import type { Place } from './words.ts';

/** Lines shown before and after. */
const AROUND = 1;
/** Characters of a line. */
const WIDEST = 120;

/**
 * Renders a frame, without a line break at its end.
 * @param lines the file
 * @returns undefined where the place lies outside
 * @example
 *   11 |   /hooks:
 * > 12 |     get:
 *      |     ^^^
 */
export function formatCodeFrame(lines: readonly string[], { line, column }: Place): string | undefined {
  const marked = lines[line - 1];
  if (marked === undefined) return undefined;
  const first = Math.max(1, line - AROUND);
  const last = Math.min(lines.length, line + AROUND);
  const width = String(last).length;
  // A document in one line has its place somewhere in the middle of it.
  const cut = Math.max(0, column - 1 - WIDEST / 2);
  const isCut = cut > 0 && marked.length > WIDEST;
  const show = (text: string): string => {
    const shown = isCut ? text.slice(cut, cut + WIDEST) : text.slice(0, WIDEST);
    return escapeLine(shown.replaceAll('\t', ' ')).trimEnd();
  };
  const at = column - 1 - (isCut ? cut : 0);
  const rows: string[] = [];
  for (let number = first; number <= last; number += 1) {
    const text = show(lines[number - 1]!);
    if (isCut && number !== line) continue;
    const sign = number === line ? '>' : ' ';
    rows.push(`${sign} ${String(number).padStart(width)} | ${text}`.trimEnd());
    if (number !== line || at > WIDEST) continue;
    const length = Math.max(1, Math.min(toToken(marked.slice(column - 1)).length, WIDEST - at));
    rows.push(`  ${' '.repeat(width)} | ${' '.repeat(at)}${'^'.repeat(length)}`);
  }
  return rows.join('\n');
}

/** What stands at a place: a quoted text, a word, or one sign. */
function toToken(text: string): string {
  return /^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s:,[\]{}"']+|.)/.exec(text)?.[1] ?? '';
}
