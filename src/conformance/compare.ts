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
 * Top-level properties that differ. Lists of plain values are compared as sets: their order is a matter of its own.
 * @param except pointers that the server decides about
 */
export function compareKept(sent: unknown, shown: unknown, except: readonly string[]): Comparison {
  if (!isObject(sent) || !isObject(shown)) return { compared: 0, differences: [] };
  const pointers = Object.keys(sent)
    .map((name) => toPointer([name]))
    .filter((pointer) => !except.some((other) => other === pointer || other.startsWith(`${pointer}/`)));
  const differences = pointers.flatMap((pointer) => {
    const got = getAt(shown, pointer);
    return isSame(getAt(sent, pointer), got) ? [] : [{ pointer, got }];
  });
  return { compared: pointers.length, differences };
}

/** Equal JSON values; lists of plain values in any order. */
export function isSame(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(sorted(left), sorted(right));
}

/** Whether the schema of an answer names a part; where it says nothing about parts, none is promised. */
export function isNamed(contract: Contract, { operation, response }: Exchange, pointer: string): boolean {
  const documented = findResponse(operation, response.status);
  const media = documented && findMedia(documented, response.headers.get('content-type') ?? '');
  if (media?.schemaPointer === undefined) return false;
  return (schemasAt(contract.document, media.schemaPointer, pointer)?.length ?? 0) > 0;
}

function sorted(value: unknown): unknown {
  if (!Array.isArray(value) || value.some((entry) => entry !== null && typeof entry === 'object')) return value;
  return value.toSorted((a, b) => String(a).localeCompare(String(b)));
}
