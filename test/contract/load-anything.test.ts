import { array, assert, asyncProperty, constant, constantFrom, oneof, record } from 'fast-check';
import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { getAt, removeAt, setAt } from '../../src/contract/pointer.ts';
import { forEachMember } from '../../src/contract/source/place.ts';
import type { JsonObject } from '../../src/contract/types.ts';
import { HookspecError } from '../../src/errors.ts';
import { createHarbour } from './support/harbour.ts';

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

function pointersOf(value: unknown, pointer = ''): string[] {
  const below: string[] = [];
  forEachMember(value, (member, token) =>
    below.push(`${pointer}/${token}`, ...pointersOf(member, `${pointer}/${token}`)),
  );
  return below;
}

const document = createHarbour();
const pointer = constantFrom(...pointersOf(document));
const change = oneof(
  record({ at: pointer, remove: constant(true) }),
  record({ at: pointer, put: constantFrom(...JUNK) }),
  record({ at: pointer, copy: pointer }),
);
type Change = { at: string; remove?: true; put?: unknown; copy?: string };

function damage(changes: readonly Change[]): JsonObject {
  const damaged = structuredClone(document);
  for (const { at, remove, put, copy } of changes) {
    if (remove) removeAt(damaged, at);
    else setAt(damaged, at, structuredClone(copy === undefined ? put : getAt(document, copy)));
  }
  return damaged;
}

test('loads a damaged document or says what is wrong with it, and does nothing else', async () => {
  await assert(
    asyncProperty(array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      const error: unknown = await loadContract(damage(changes)).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (error === undefined) return;
      expect(error).toBeInstanceOf(HookspecError);
      expect((error as HookspecError).details.length).toBeGreaterThan(0);
    }),
    { seed: 7, numRuns: 300 },
  );
});
