/** Takes credentials out of what is shown: by the names of headers and members, and wherever a sent one is repeated. */
import type { PlainRequest } from '../message.ts';
import type { SensitiveNames } from './sensitive-names.ts';

/** What stands in the place of a credential. */
export const REDACTED = '[redacted]';

/** Cleans the parts of one exchange. */
export interface Redactor {
  headers(headers: Readonly<Record<string, string>>): Record<string, string>;
  /** A query string, as sent. */
  query(query: string): string;
  /** A body as text: JSON, a form, or anything else. JSON in which something had to go is written anew. */
  body(text: string): string;
  /** A path or a sentence. */
  text(text: string): string;
}

/** Shorter values are words that may stand anywhere. */
const SHORTEST = 6;

/** Creates the redactor for the exchanges that one request began. */
export function createRedactor(names: SensitiveNames, request: PlainRequest): Redactor {
  const sent = listCredentials(names, request);
  const text = (value: string) => sent.reduce((rest, credential) => rest.replaceAll(credential, REDACTED), value);
  return {
    text,
    headers: (headers) =>
      Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [
          name,
          names.isHeader(name) ? hideHeader(name, String(value)) : text(String(value)),
        ]),
      ),
    query: (query) => text(hidePairs(names, query)),
    body: (body) => text(hideJson(names, body) ?? hideLoosely(names, body)),
  };
}

function listCredentials(names: SensitiveNames, { headers, query }: PlainRequest): string[] {
  const values: string[] = [];
  for (const name in headers) {
    if (!names.isHeader(name)) continue;
    const value = headers[name]!;
    if (name === 'cookie') values.push(...value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim()));
    else values.push(value.replace(/^[a-z-]+\s+/i, '').trim());
  }
  if (query !== '')
    for (const [name, value] of new URLSearchParams(query)) if (names.isMember(name)) values.push(value);
  // Longest first: one credential may be a part of another.
  return values.filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length);
}

/** The scheme and the names of cookies stay. */
function hideHeader(name: string, value: string): string {
  const lower = name.toLowerCase();
  if (lower === 'cookie' || lower === 'set-cookie') return value.replaceAll(/=[^;,]*/g, `=${REDACTED}`);
  const scheme = /^(?:basic|bearer|digest|token)\s+/i.exec(value);
  return `${scheme?.[0] ?? ''}${REDACTED}`;
}

function hidePairs(names: SensitiveNames, query: string): string {
  return query
    .split('&')
    .map((pair) => {
      const end = pair.indexOf('=');
      return end >= 0 && names.isMember(decode(pair.slice(0, end))) ? `${pair.slice(0, end)}=${REDACTED}` : pair;
    })
    .join('&');
}

function hideJson(names: SensitiveNames, text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const clean = hideMembers(names, value);
    return clean === value ? text : JSON.stringify(clean);
  } catch {
    return undefined;
  }
}

/** A JSON value without the credentials among its members; the same value where there are none. */
export function hideMembers<T>(names: SensitiveNames, value: T): T {
  if (value === null || typeof value !== 'object') return value;
  let changed = false;
  const entries = Object.entries(value).map(([name, member]: [string, unknown]): [string, unknown] => {
    const isSecret = !Array.isArray(value) && typeof member === 'string' && member !== '' && names.isMember(name);
    const clean = isSecret ? REDACTED : hideMembers(names, member);
    changed ||= clean !== member;
    return [name, clean];
  });
  if (!changed) return value;
  return (Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries)) as T;
}

const FORM = /^[^\s=&]+=[^\s&]*(?:&[^\s=&]+=[^\s&]*)*$/;

// Repetitions are bounded: what somebody sent must not make the log slow to read.
/** For what is no whole JSON: forms, parts, XML, JSON that was cut. */
function hideLoosely(names: SensitiveNames, text: string): string {
  if (FORM.test(text)) return hidePairs(names, text);
  return text
    .replaceAll(/("([^"\\]{1,100})"\s*:\s*)"(?:[^"\\]|\\.)*"?/g, (whole, start: string, name: string) =>
      names.isMember(name) ? `${start}"${REDACTED}"` : whole,
    )
    .replaceAll(
      /(\bname="([^"]{1,100})"[^\r\n]{0,200}(?:\r\n[^\r\n]{1,200}){0,5}\r\n\r\n)([^\r\n]*)/g,
      (whole, start: string, name: string) => (names.isMember(name) ? `${start}${REDACTED}` : whole),
    )
    .replaceAll(/(<([\w.:-]{1,100})>)[^<]*/g, (whole, start: string, name: string) =>
      names.isMember(name) ? `${start}${REDACTED}` : whole,
    );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
