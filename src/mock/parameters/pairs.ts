/** Texts that were sent under names: of a query string, a form or a cookie header. */
import { decodeQueryPart } from './percent.ts';

/** Name, decoded → the texts sent under it, in order, still encoded. */
export type Pairs = ReadonlyMap<string, readonly string[]>;

const NO_PAIRS: Pairs = new Map();

/** Splits a query string (without `?`) or an urlencoded form. Empty parts (`a=1&&b=2`) count for nothing. */
export function splitQuery(query: string): Pairs {
  if (query === '') return NO_PAIRS;
  const pairs = new Map<string, string[]>();
  for (let start = 0; start <= query.length;) {
    const found = query.indexOf('&', start);
    const end = found < 0 ? query.length : found;
    if (end > start) {
      const assign = query.indexOf('=', start);
      const middle = assign < 0 || assign > end ? end : assign;
      const name = query.slice(start, middle);
      // A broken escape in a name is a name that no contract declares.
      add(pairs, decodeQueryPart(name) ?? name, query.slice(middle + 1, end));
    }
    start = end + 1;
  }
  return pairs;
}

/** Splits a `Cookie` header (RFC 6265, 4.2.1); quotes around a value are not part of it. */
export function splitCookies(header: string | undefined): Pairs {
  if (header === undefined) return NO_PAIRS;
  const pairs = new Map<string, string[]>();
  for (const part of header.split(';')) {
    const assign = part.indexOf('=');
    const name = part.slice(0, Math.max(assign, 0)).trim();
    if (name === '') continue;
    const value = part.slice(assign + 1).trim();
    add(pairs, name, value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value);
  }
  return pairs;
}

function add(pairs: Map<string, string[]>, name: string, text: string): void {
  const known = pairs.get(name);
  if (known) known.push(text);
  else pairs.set(name, [text]);
}
