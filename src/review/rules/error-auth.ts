import { responseOf, responsesSpot } from '../plugin/operations.ts';
import type { Rule } from '../plugin/rule.ts';
import { needsScope, requirementsOf } from '../plugin/security.ts';

/** The first answer that most callers ever get is a refusal. */
export const errorAuth: Rule = {
  name: 'error-auth',
  summary: 'Operations that ask for credentials document 401, and 403 where they ask for scopes.',
  recommended: 'warn',
  strict: 'error',
  check(api, report) {
    for (const operation of api.management) {
      if (requirementsOf(api, operation).length === 0) continue;
      const statuses = needsScope(api, operation) ? [401, 403] : [401];
      const missing = statuses.filter((status) => !responseOf(operation, status));
      if (missing.length === 0) continue;
      const what = missing.includes(401) ? 'a request without credentials' : 'a key that lacks a scope';
      report(
        responsesSpot(operation),
        `\`${operation.label}\` does not say what ${what} is answered with.`,
        `Add the response ${missing.join(' and ')} with the schema of its errors.`,
      );
    }
  },
};
