/** Percent-encoding of query strings and paths, undone exactly once. */

/** Undoes the percent-encoding of a text; undefined when an escape is broken or is no UTF-8. */
export function decodePercent(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The same for a part of a query string or form, where `+` is a space (WHATWG URL, urlencoded parsing). */
export function decodeQueryPart(text: string): string | undefined {
  return decodePercent(text.includes('+') ? text.replaceAll('+', ' ') : text);
}

/** A text that is sent without percent-encoding, as headers are. */
export function keepText(text: string): string {
  return text;
}

/** Undoes the encoding where there is one. Cookies are encoded by some clients only, so nothing is broken there. */
export function decodeIfEncoded(text: string): string {
  return decodePercent(text) ?? text;
}

/** The first broken escape of a text, for a message. */
export function findBrokenEscape(text: string): string {
  const broken = /%(?![\da-f]{2}).{0,2}/i.exec(text)?.[0];
  return broken ?? /(?:%[\da-f]{2})+/i.exec(text)?.[0] ?? text;
}
