/**
 * Generated requests to a contract: a valid one per operation, changed in up to three ways. fast-check draws, so a seed
 * repeats them and a finding shrinks to the change that matters.
 */
import * as fc from 'fast-check';
import { createSchemaCompiler } from '../../../src/contract/schema.ts';
import type { Contract } from '../../../src/contract/types.ts';
import { toBase } from './base.ts';
import { drawChange } from './changes.ts';
import type { Draft } from './draft.ts';

/** Draws requests to the operations of a contract. */
export function drawRequests(contract: Contract): fc.Arbitrary<Draft> {
  const context = { contract, compiler: createSchemaCompiler(contract) };
  const token = contract.behaviour.keys?.list[0]?.token ?? 'token';
  const bases = contract.operations.flatMap((operation) =>
    [false, true].map((full) => () => toBase(context, contract, operation, token, full)),
  );
  return fc
    .tuple(fc.constantFrom(...bases), fc.array(drawChange(contract), { maxLength: 3 }))
    .map(([base, changes]) => {
      const draft = base();
      for (const change of changes) change(draft);
      return draft;
    });
}
