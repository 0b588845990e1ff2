import { asObject } from '../../contract/value.ts';
import { listEvidence } from '../plugin/extensions.ts';
import type { Rule } from '../plugin/rule.ts';

/** Guesses are honest while they are counted. */
export const extensionEvidence: Rule = {
  name: 'extension-evidence',
  summary: 'No part of the contract rests on a guess: `x-evidence` of kind `inferred` is counted.',
  recommended: 'off',
  strict: 'warn',
  check({ root }, report) {
    const guesses = listEvidence(root).filter(({ value }) => asObject(value)['kind'] === 'inferred');
    const [first] = guesses;
    if (!first) return;
    report(
      first,
      `${guesses.length === 1 ? 'One part of the contract rests' : `${guesses.length} parts of the contract rest`} on a guess.`,
      'Ask the provider, and replace `inferred` by what was found.',
    );
  },
};
