/** A document with mistakes in it, of the kinds that people make. */
import { constant, constantFrom, oneof, record } from 'fast-check';
import { getAt, removeAt, setAt } from '../../../src/contract/pointer.ts';
import type { JsonObject } from '../../../src/contract/types.ts';
import { createHarbour } from './harbour.ts';
import { pointersOf } from './pointers-of.ts';

/** What people write by mistake where something else belongs. */
const JUNK: readonly unknown[] = [
  null,
  true,
  3,
  -1,
  '',
  'x',
  [],
  {},
  [null],
  [{}],
  { a: null },
  { type: 'nope' },
  '$request.body',
  '#/components',
  { $ref: '#/components/schemas/Nope' },
  { $ref: '#' },
  { $ref: 3 },
  { $ref: '#/paths' },
];

const document = createHarbour();
const pointer = constantFrom(...pointersOf(document).slice(1));
/** One mistake. */
export const change = oneof(
  record({ at: pointer, remove: constant(true) }),
  record({ at: pointer, put: constantFrom(...JUNK) }),
  record({ at: pointer, copy: pointer }),
);
type Change = { at: string; remove?: true; put?: unknown; copy?: string };

/** The harbour's document with mistakes made in it. */
export function damage(changes: readonly Change[]): JsonObject {
  const damaged = structuredClone(document);
  for (const { at, remove, put, copy } of changes) {
    if (remove) removeAt(damaged, at);
    else setAt(damaged, at, structuredClone(copy === undefined ? put : getAt(document, copy)));
  }
  return damaged;
}
