/** Regular expressions of schemas: ECMA-262 with Unicode rules (JSON Schema 2020-12, 6.4), and what documents hold besides. */

/** A pattern that was understood. */
export interface Pattern {
  readonly regExp: RegExp;
  /** What had to be done to it, as the end of a sentence; undefined when it was right. */
  readonly note?: string;
}

/**
 * Reads a pattern: with Unicode rules; else translated from the dialect of Perl and Python, as far as the usual
 * spellings go; else without Unicode rules, which forgives a needless backslash.
 * @throws SyntaxError when it is none of these
 */
export function readPattern(source: string): Pattern {
  const regExp = tryPattern(source, 'u');
  if (regExp) return { regExp };
  const { source: translated, flags } = translate(source);
  if (translated !== source || flags !== '') {
    const note = `is no ECMA-262 pattern and is read as /${translated}/${flags}`;
    return { regExp: tryPattern(translated, `u${flags}`) ?? new RegExp(translated, flags), note };
  }
  return { regExp: new RegExp(source), note: 'is valid without Unicode rules only and is read without them' };
}

/** The regular expression of a pattern. @throws SyntaxError */
export function toRegExp(source: string): RegExp {
  return readPattern(source).regExp;
}

function tryPattern(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

const ANCHORS: Readonly<Record<string, string>> = { A: '^', z: '$', Z: '$' };

/** `(?i)` at the start, `\A`, `\z`, `\Z` and `(?P<name>`. */
function translate(source: string): { readonly source: string; readonly flags: string } {
  const hasFlag = source.startsWith('(?i)');
  const rest = hasFlag ? source.slice(4) : source;
  const anchored = rest.replace(/\\(.)/gs, (escape: string, letter: string) => ANCHORS[letter] ?? escape);
  return { source: anchored.replaceAll('(?P<', '(?<'), flags: hasFlag ? 'i' : '' };
}
