/** Media types: how documented ones and ranges cover what was sent (RFC 9110, 8.3.1 and 12.5.1). */

/** A media type in its parts. */
export interface MediaTypeName {
  /** `application/json`, lower case, without parameters. */
  readonly type: string;
  /** Lower-case names; values as written, unquoted. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Says nothing about which documented type is meant. */
const CARRIED = new Set(['charset', 'boundary', 'q']);

/** Reads a `Content-Type` or a key of a `content` map. Never fails: what is no media type covers nothing. */
export function parseMediaType(text: string): MediaTypeName {
  const [type = '', ...rest] = splitParameters(text);
  const parameters = new Map<string, string>();
  for (const part of rest) {
    const assign = part.indexOf('=');
    if (assign < 0) continue;
    const name = part.slice(0, assign).trim().toLowerCase();
    if (!parameters.has(name)) parameters.set(name, unquote(part.slice(assign + 1).trim()));
  }
  return { type: type.trim().toLowerCase(), parameters };
}

/** Whether a media type carries JSON: `application/json`, `text/json`, any `+json` (RFC 6839). Parameters are ignored. */
export function isJson(type: string): boolean {
  return /^(?:(?:application|text)\/json|[\w.!#$&^-]+\/[\w.!#$&^+-]+\+json)$/i.test(type.split(';')[0]!.trim());
}

/** Whether a documented media type or range covers a sent one. */
export function matches(range: string, type: string): boolean {
  return rankMatch(parseMediaType(range), parseMediaType(type)) > 0;
}

/**
 * How closely a documented type covers a sent one; 0 when it does not.
 * An exact type beats a suffix range such as `application/*+json`, that beats `application/*`, and that beats the range
 * for everything. A documented parameter must not be contradicted; each one that was sent too counts on top.
 */
export function rankMatch(range: MediaTypeName, sent: MediaTypeName): number {
  const rank = rankType(range.type, sent.type);
  if (rank === 0) return 0;
  let same = 0;
  for (const [name, value] of range.parameters) {
    const own = CARRIED.has(name) ? undefined : sent.parameters.get(name);
    if (own !== undefined && own.toLowerCase() !== value.toLowerCase()) return 0;
    if (own !== undefined) same++;
  }
  return rank * 100 + Math.min(same, 99);
}

function rankType(range: string, sent: string): number {
  if (range === sent) return 4;
  const [family, subtype = ''] = range.split('/');
  const [sentFamily, sentSubtype = ''] = sent.split('/');
  if (sentSubtype === '' || (family !== '*' && family !== sentFamily)) return 0;
  if (subtype.startsWith('*+')) return sentSubtype.endsWith(subtype.slice(1)) ? 3 : 0;
  if (subtype !== '*') return 0;
  return family === '*' ? 1 : 2;
}

/** Splits at semicolons outside of quotes. */
function splitParameters(text: string): string[] {
  return text.includes('"') ? (text.match(/(?:"(?:[^"\\]|\\.)*"?|[^;"])+/g) ?? []) : text.split(';');
}

function unquote(text: string): string {
  return text.startsWith('"') ? text.slice(1, text.endsWith('"') ? -1 : undefined).replace(/\\(.)/g, '$1') : text;
}
