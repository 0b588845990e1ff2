import { nearest } from '../../contract/nearest.ts';
import { hasExample, listOutcomes, listOutcomeUses } from '../plugin/outcomes.ts';
import type { Rule } from '../plugin/rule.ts';
import { memberOf } from '../plugin/spot.ts';

/** An outcome that does not exist, or has no example, is answered with nothing. */
export const extensionOutcome: Rule = {
  name: 'extension-outcome',
  summary: 'Every outcome that is named exists, and so does the example that it names.',
  recommended: 'error',
  strict: 'error',
  check(api, report) {
    const outcomes = listOutcomes(api);
    const conditions = [...new Set(outcomes.map(({ condition }) => condition))];
    for (const { condition, spot } of listOutcomeUses(api)) {
      if (conditions.includes(condition)) continue;
      const meant = nearest(condition, conditions);
      report(
        spot,
        `There is no outcome \`${condition}\`.`,
        meant === undefined
          ? `Add \`${condition}\` to \`x-outcomes\`, with \`status\` and \`example\`.`
          : `Write \`${meant}\`, or add it to \`x-outcomes\`.`,
      );
    }
    for (const outcome of outcomes) {
      if (outcome.example === '' || hasExample(api, outcome)) continue;
      report(
        memberOf(outcome.spot, 'example') ?? outcome.spot,
        `Outcome \`${outcome.condition}\` names the example \`${outcome.example}\`, which is nowhere.`,
        `Add it to the examples of a ${outcome.status} answer, or to \`components.examples\`.`,
      );
    }
  },
};
