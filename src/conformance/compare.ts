/** Compares what was written with what is shown. */
import { isDeepStrictEqual } from 'node:util';
import { getAt, toPointer } from '../contract/pointer.ts';
import { schemasAt } from '../contract/schema-at.ts';
import type { Contract } from '../contract/types.ts';
import { isObject } from '../contract/value.ts';
import { findResponse } from './documented.ts';
import type { Exchange } from './exchange.ts';
import { findMedia } from './media.ts';

/** A property that is not shown as it was written. */
export interface Difference {
  /** JSON pointer in the resource. */
  readonly pointer: string;
  /** What is shown; undefined when nothing is. */
  readonly got: unknown;
}

/** What a comparison found, and of how many properties. */
export interface Comparison {
  readonly compared: number;
  readonly differences: readonly Difference[];
}

/**
 * Top-level properties that differ in what they mean. Objects may have more members than were sent. Lists of plain values are compared as sets: their order is a
 * matter of its own.
 * @param except pointers that the server decides about
 */
export function compareKept(sent: unknown, shown: unknown, except: readonly string[]): Comparison {
  if (!isObject(sent) || !isObject(shown)) return { compared: 0, differences: [] };
  const pointers = Object.keys(sent)
    .map((name) => toPointer([name]))
    .filter((pointer) => !except.some((other) => other === pointer || other.startsWith(`${pointer}/`)));
  const differences = pointers.flatMap((pointer) => {
    const got = getAt(shown, pointer);
    return isKept(getAt(sent, pointer), got) ? [] : [{ pointer, got }];
  });
  return { compared: pointers.length, differences };
}

/** What was written of an object is there; a server may add members that were left out, as their defaults. */
function isKept(sent: unknown, shown: unknown): boolean {
  if (!isObject(sent) || !isObject(shown)) return isSame(sent, shown);
  return Object.entries(sent).every(([name, value]) => isKept(value, shown[name]));
}

/** Values that mean the same: lists of plain values in any order, spellings of one URL, time or address. */
export function isSame(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(plain(left), plain(right));
}

/** Words and ids that are the same but for their case, which a server may choose. */
export function isSameWord(left: unknown, right: unknown): boolean {
  const isWord = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';
  return isWord(left) && isWord(right) && String(left).toLowerCase() === String(right).toLowerCase();
}

/** Whether two lists of plain values have the same entries in another order. */
export function isReordered(left: unknown, right: unknown): boolean {
  return Array.isArray(left) && Array.isArray(right) && isSame(left, right) && !isDeepStrictEqual(left, right);
}

/** Whether the schema of an answer promises to show a part; where it says nothing about parts, none is promised. */
export function isNamed(contract: Contract, exchange: Exchange, pointer: string): boolean {
  const places = schemasOf(contract, exchange, pointer);
  return places.length > 0 && places.every((place) => getAt(contract.document, `${place}/writeOnly`) !== true);
}

/** Whether the contract says that no entry of a list comes twice: such a list is a set, and a set has no order. */
export function isSet(contract: Contract, exchange: Exchange, pointer: string): boolean {
  return schemasOf(contract, exchange, pointer).some(
    (place) => getAt(contract.document, `${place}/uniqueItems`) === true,
  );
}

/** The schemas of a part of an answer; none where the contract says nothing about its parts. */
function schemasOf(contract: Contract, { operation, response }: Exchange, pointer: string): readonly string[] {
  const documented = findResponse(operation, response.status);
  const media = documented && findMedia(documented, response.headers.get('content-type') ?? '');
  return media?.schemaPointer === undefined ? [] : (schemasAt(contract.document, media.schemaPointer, pointer) ?? []);
}

function plain(value: unknown): unknown {
  if (typeof value === 'string') return toMeaning(value);
  if (!Array.isArray(value) || value.some((entry) => entry !== null && typeof entry === 'object')) return value;
  return value.toSorted((a, b) => String(a).localeCompare(String(b)));
}

const URL_LIKE = /^[a-z][a-z0-9+.-]*:\/\/\S+$/i;
const TIME = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:?\d\d)$/;
const ADDRESS = /^([^\s@]+)@([^\s@]+)$/;

/** One spelling of what can be spelled in several ways without meaning anything else. */
function toMeaning(text: string): string {
  if (TIME.test(text) && !Number.isNaN(Date.parse(text))) return new Date(text).toISOString();
  const address = ADDRESS.exec(text);
  if (address) return `${address[1]}@${address[2]!.toLowerCase()}`;
  if (!URL_LIKE.test(text) || !URL.canParse(text)) return text;
  return new URL(text).href.replace(/%[0-9a-f]{2}/gi, (code) => {
    const letter = String.fromCodePoint(Number.parseInt(code.slice(1), 16));
    return /[A-Za-z0-9._~-]/.test(letter) ? letter : code.toUpperCase();
  });
}
