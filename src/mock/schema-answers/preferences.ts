/**
 * What a request asks of an answer beyond the contract: `Prefer: code=, example=, dynamic=, seed=`, or the same in the
 * query as `__code` and so on. The header wins as a whole. The rules are RFC 7240's as Prism reads them: preferences are
 * separated by commas, the first of a name counts, what follows a semicolon belongs to its preference.
 */
import type { PlainRequest } from '../message.ts';

/** Preferences of one request; absent = not asked for. */
export interface Preferences {
  readonly code?: number;
  /** Key of a named example. */
  readonly exampleKey?: string;
  readonly dynamic?: boolean;
  readonly seed?: string;
}

/** One preference that cannot be read. */
export interface PreferenceProblem {
  readonly name: 'code' | 'dynamic' | 'seed' | 'example';
  /** What was sent: text, `true` for a name alone, a list for a repeated query parameter, undefined never. */
  readonly value: string | true | readonly string[];
  /** What it should be, as Prism words it. */
  readonly expected: 'string' | 'a number' | 'a boolean';
}

/** Result of {@link readPreferences}. */
export type PreferenceReading =
  | { readonly preferences: Preferences }
  | { readonly problems: readonly PreferenceProblem[] };

type Raw = Partial<Record<string, string | true | readonly string[]>>;
type Mutable = { -readonly [Key in keyof Preferences]: Preferences[Key] };

const NAMES = ['code', 'dynamic', 'seed', 'example'] as const;
const NONE: PreferenceReading = { preferences: {} };

/** Whether a request asks for another answer than the default one. */
export function hasPreferences(request: PlainRequest): boolean {
  const raw = readRaw(request);
  return raw !== undefined && NAMES.some((name) => raw[name] !== undefined);
}

/** What tells two requests with different preferences apart; '' for most requests. */
export function toPreferenceKey({ headers, query }: PlainRequest): string {
  return headers.prefer || (query.includes('__') ? query : '');
}

/** Says in words what is wrong with a preference. */
export function toSentence({ name, value, expected }: PreferenceProblem): string {
  if (value === true) return `The preference ${name} has no value`;
  return `The preference ${name}=${String(value)} is not ${EXPECTED[expected]}`;
}

const EXPECTED = { string: 'one text', 'a number': 'a status of three digits', 'a boolean': 'true or false' } as const;

/** Reads the preferences of a request. */
export function readPreferences(request: PlainRequest): PreferenceReading {
  const raw = readRaw(request);
  if (raw === undefined) return NONE;
  const preferences: Mutable = {};
  const problems: PreferenceProblem[] = [];
  for (const name of NAMES) {
    const value = raw[name];
    if (value === undefined) continue;
    if (typeof value !== 'string') problems.push({ name, value, expected: 'string' });
    else if (name === 'code' && !/^\d{3}$/.test(value)) problems.push({ name, value, expected: 'a number' });
    else if (name === 'dynamic' && value !== 'true' && value !== 'false')
      problems.push({ name, value, expected: 'a boolean' });
    else if (name === 'code') preferences.code = Number(value);
    else if (name === 'dynamic') preferences.dynamic = value === 'true';
    else if (name === 'example') preferences.exampleKey = value;
    else preferences.seed = value;
  }
  return problems.length > 0 ? { problems } : { preferences };
}

function readRaw({ headers, query }: PlainRequest): Raw | undefined {
  if (headers.prefer) return readHeader(headers.prefer);
  if (!query.includes('__')) return undefined;
  const parameters = new URLSearchParams(query);
  const raw: Raw = {};
  for (const name of NAMES) {
    const values = parameters.getAll(`__${name}`);
    if (values.length > 0) raw[name] = values.length === 1 ? values[0]! : values;
  }
  return raw;
}

function readHeader(header: string): Raw {
  const raw: Raw = {};
  for (const preference of splitOutsideQuotes(header, ',')) {
    const [first = ''] = splitOutsideQuotes(preference, ';');
    const at = first.indexOf('=');
    const name = (at < 0 ? first : first.slice(0, at)).trim().toLowerCase();
    const text = at < 0 ? '' : first.slice(at + 1).trim();
    const value = text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
    if (!Object.hasOwn(raw, name)) raw[name] = value === '' ? true : value;
  }
  return raw;
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '"') quoted = !quoted;
    else if (text[index] === separator && !quoted) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  // What stands behind an unclosed quote was never ended, so it names nothing.
  return quoted ? parts : [...parts, text.slice(start)];
}
