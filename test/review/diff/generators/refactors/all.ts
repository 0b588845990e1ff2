/** Every kind of refactor. */
import { referenceRefactors } from './references.ts';
import type { Refactor } from './refactor.ts';
import { schemaRefactors } from './schemas.ts';
import { wholeRefactors } from './whole.ts';
import { wireRefactors } from './wire.ts';

export const refactors: readonly Refactor[] = [
  ...schemaRefactors,
  ...referenceRefactors,
  ...wireRefactors,
  ...wholeRefactors,
];
