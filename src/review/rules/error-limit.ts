import { limitResponses, statedLimit } from '../plugin/limits.ts';
import { responsesSpot } from '../plugin/operations.ts';
import type { Rule } from '../plugin/rule.ts';

/** A limit is reached on the day on which nobody has time for it. */
export const errorLimit: Rule = {
  name: 'error-limit',
  summary: 'Where there is a limit on webhooks, what one too many is answered with is documented.',
  recommended: 'warn',
  strict: 'error',
  check(api, report) {
    for (const subscription of api.subscriptions) {
      const limit = statedLimit(subscription);
      if (limit === undefined || limitResponses(api, subscription).length > 0) continue;
      report(
        responsesSpot(subscription.create),
        `\`${subscription.create.label}\` states a limit (${limit}) and not what one too many is answered with.`,
        'Add the response 409 (or 402, 403) with an example that names the limit.',
      );
    }
  },
};
