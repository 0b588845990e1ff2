import { asText } from '../../contract/value.ts';
import { listOutcomes } from '../plugin/outcomes.ts';
import type { Rule } from '../plugin/rule.ts';
import { responsesSpot } from '../plugin/operations.ts';
import { memberOf } from '../plugin/spot.ts';

/** What the mock answers must be what the document says. */
export const extensionLimit: Rule = {
  name: 'extension-limit',
  summary: 'The status that `x-resource` gives a limit or a duplicate is documented where it is answered.',
  recommended: 'error',
  strict: 'error',
  check(api, report) {
    const outcomes = listOutcomes(api).filter(({ operation }) => !operation);
    for (const { create, resource } of api.subscriptions) {
      const unique = memberOf(resource?.spot, 'unique');
      const entries = Array.isArray(unique?.value)
        ? unique.value.map((value: unknown, index) => ({ value, at: unique.at.child([index]) }))
        : [];
      for (const rule of [memberOf(resource?.spot, 'limit'), ...entries]) {
        const condition = asText(memberOf(rule, 'outcome')?.value);
        const statuses = outcomes.filter((outcome) => outcome.condition === condition).map(({ status }) => status);
        const missing = statuses.find(
          (status) => !create.responses.some((response) => covers(response.status, status)),
        );
        if (missing === undefined) continue;
        report(
          responsesSpot(create),
          `\`${create.label}\` does not document ${missing}, which \`${condition}\` is answered with.`,
          `Add the response ${missing} with its example.`,
        );
      }
    }
  },
};

function covers(documented: string, status: string): boolean {
  return documented === status || documented === 'default' || documented.toUpperCase() === `${status[0]}XX`;
}
