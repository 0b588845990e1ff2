import type { Operation } from '../plugin/operations.ts';
import { responseOf, responsesSpot } from '../plugin/operations.ts';
import type { Rule } from '../plugin/rule.ts';
import { keywordOf } from '../plugin/schema.ts';
import { memberOf } from '../plugin/spot.ts';
import type { Reader } from '../plugin/spot.ts';

/** Forms show what is wrong with which field: they are built from this answer. */
export const errorInvalid: Rule = {
  name: 'error-invalid',
  summary: 'Operations that can be called wrongly document 400 or 422.',
  recommended: 'warn',
  strict: 'error',
  check({ reader, management }, report) {
    for (const operation of management) {
      const cause = findCause(reader, operation);
      if (!cause || [400, 422].some((status) => responseOf(operation, status))) continue;
      report(
        responsesSpot(operation),
        `\`${operation.label}\` does not say what ${cause} is answered with.`,
        'Add the response 400 or 422 with the schema of its errors.',
      );
    }
  },
};

const CONSTRAINTS = ['enum', 'pattern', 'format', 'minimum', 'maximum', 'minLength', 'maxLength', 'maxItems', 'const'];

/** What can be wrong about a request; the path is left out, for whose wrong values there is 404. */
function findCause(reader: Reader, { body, parameters }: Operation): string | undefined {
  if (body) return 'an invalid body';
  const bounded = parameters.find(
    (parameter) =>
      parameter.value['in'] === 'query' &&
      (parameter.value['required'] === true ||
        CONSTRAINTS.some((keyword) => keywordOf(reader, memberOf(parameter, 'schema'), keyword))),
  );
  return bounded && `a wrong \`${String(bounded.value['name'])}\``;
}
