/**
 * The formats that are checked: those of JSON Schema, and those of OpenAPI's registry that JSON Schema does not define.
 * Source: JSON Schema 2020-12 validation, 7.3; spec.openapis.org/registry/format
 */
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { toRegExp } from './schema-patterns.ts';

type Check<T> = (value: T) => boolean;
type Format = true | RegExp | Check<string> | { readonly type: 'number'; readonly validate: Check<number> };

/** Number formats: whether a number has the format. */
const numberFormats: Readonly<Record<string, Check<number>>> = {
  int8: (value) => isWhole(value, -128, 127),
  int16: (value) => isWhole(value, -32_768, 32_767),
  uint8: (value) => isWhole(value, 0, 255),
  uint16: (value) => isWhole(value, 0, 65_535),
  uint32: (value) => isWhole(value, 0, 4_294_967_295),
  uint64: (value) => isWhole(value, 0, Number.MAX_VALUE),
  'double-int': (value) => isWhole(value, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
};

/** Nearly every URL and time that is sent. The full grammars cost ten times as much and decide only what is left. */
const PLAIN_URL = /^https?:\/\/[\w.-]+(?::\d{1,5})?(?:\/[\w\-.~/@:+,;=]*)?(?:\?[\w\-.~/@:+,;=&?]*)?$/;
const PLAIN_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** String formats: whether a string has the format. */
const stringFormats: Readonly<Record<string, Check<string>>> = {
  uri: (value) => PLAIN_URL.test(value) || isFull('uri', value),
  // The pattern for this one takes quadratic time.
  url: (value) => isFull(value.length > 2048 ? 'uri' : 'url', value),
  'date-time': (value) => PLAIN_TIME.test(value) || isFull('date-time', value),
  char: (value) => [...value].length === 1,
  base64url: (value) => /^[\w-]*={0,2}$/.test(value),
  'http-date': (value) => value.endsWith('GMT') && !Number.isNaN(Date.parse(value)),
  regex: isPattern,
};

/** Formats that say what a text is for and that every text has. */
const annotationFormats = ['commonmark', 'html'];

/** Every format that is known, by name. */
export const formats: Readonly<Record<string, Format>> = {
  ...(fullFormats as Readonly<Record<string, Format>>),
  ...Object.fromEntries(
    Object.entries(numberFormats).map(([name, validate]) => [name, { type: 'number' as const, validate }]),
  ),
  ...stringFormats,
  ...Object.fromEntries(annotationFormats.map((name) => [name, true as const])),
};

function isFull(name: 'uri' | 'url' | 'date-time', value: string): boolean {
  const full = fullFormats[name] as Check<string> | RegExp | { readonly validate: Check<string> };
  if (full instanceof RegExp) return full.test(value);
  return (typeof full === 'function' ? full : full.validate)(value);
}

function isPattern(value: string): boolean {
  try {
    return toRegExp(value) instanceof RegExp;
  } catch {
    return false;
  }
}

function isWhole(value: number, low: number, high: number): boolean {
  return Number.isInteger(value) && value >= low && value <= high;
}
