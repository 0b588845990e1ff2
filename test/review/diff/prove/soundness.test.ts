/** Random pairs of schemas: what the prover says must never be contradicted. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSchemaCompiler, type Validator } from '../../../../src/contract/schema.ts';
import type { Json, JsonObject } from '../../../../src/contract/types.ts';
import { findFailures } from '../../../../src/conformance/second-opinion.ts';
import { compareSchemas } from '../../../../src/review/diff/prove/compare-schemas.ts';
import { conjoin } from '../../../../src/review/diff/prove/conjunction.ts';
import { nodeAt, toWorld } from '../../../../src/review/diff/prove/world.ts';
import { isWritten } from '../../../../src/review/diff/prove/written.ts';
import { anySchema, anyValue, mutate, toDocument } from './support/random-schema.ts';

const RUNS = 120;
const pointer = '/components/schemas/Root';

interface Pair {
  readonly base: JsonObject;
  readonly head: JsonObject;
  readonly writes: Validator;
  readonly reads: Validator;
}

/** Pairs of which the second is mostly a small change of the first. */
function listPairs(seed: number): Pair[] {
  let state = seed;
  const random = (): number => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
  return fc.sample(fc.tuple(anySchema, anySchema), { numRuns: RUNS, seed }).flatMap(([one, other]) => {
    const [base, head] = [
      toDocument(one, random() < 0.5),
      toDocument(random() < 0.8 ? mutate(one, other, random) : other),
    ];
    try {
      const [writes, reads] = [base, head].map((document) =>
        createSchemaCompiler({ document }).compile(pointer, 'request'),
      );
      return [{ base, head, writes: writes!, reads: reads! }];
    } catch {
      // A bound of the wrong form, which no contract may have either.
      return [];
    }
  });
}

function compare({ base, head }: Pair) {
  return compareSchemas(
    { document: base, pointer, side: 'base', direction: 'request' },
    { document: head, pointer, side: 'head', direction: 'request' },
    'strict',
  );
}

const pairs = listPairs(3);
const values = fc.sample(anyValue, { numRuns: 150, seed: 3 });

test('never calls contained what a value breaks', () => {
  const wrong = pairs.flatMap((pair) => {
    const { verdict } = compare(pair);
    if (verdict !== 'contained' && verdict !== 'equal') return [];
    const [writer, reader] = [pair.base, pair.head].map((document) =>
      conjoin([nodeAt(toWorld(document, 'request'), pointer)]),
    );
    const isBroken = (value: Json): boolean =>
      pair.writes(value).length === 0 && pair.reads(value).length > 0 && isWritten(value, writer!, [reader!]);
    const value = values.find(isBroken);
    return value === undefined ? [] : [JSON.stringify([value, pair.base, pair.head])];
  });
  expect(wrong).toEqual([]);
});

test('shows only values that a second validator judges the same way', async () => {
  const wrong: string[] = [];
  let count = 0;
  for (const pair of pairs) {
    for (const { witness } of compare(pair).differences) {
      if (witness === undefined) continue;
      count++;
      const [written, read] = [
        await findFailures(pair.base, pointer, witness.value),
        await findFailures(pair.head, pointer, witness.value),
      ];
      // The second validator may refuse to read a schema, which is no opinion.
      if ((written?.length ?? 0) > 0 || read?.length === 0)
        wrong.push(JSON.stringify([witness.value, pair.base, pair.head]));
    }
  }
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(30);
});

test('decides nearly every pair', () => {
  const undecided = pairs.filter((pair) => compare(pair).verdict === 'undecided');
  expect(undecided.length / pairs.length).toBeLessThan(0.05);
});
