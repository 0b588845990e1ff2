import { asArray, isObject } from '../../contract/value.ts';
import { responseOf, responsesSpot } from '../plugin/operations.ts';
import type { Operation } from '../plugin/operations.ts';
import type { Rule } from '../plugin/rule.ts';
import type { WebhookApi } from '../plugin/webhook-api.ts';

/** A client that does not know how long to wait waits too short, and makes it worse. */
export const errorRateLimit: Rule = {
  name: 'error-rate-limit',
  summary: 'Where requests are limited, every operation documents 429, and with it how long to wait.',
  recommended: 'warn',
  strict: 'error',
  check(api, report) {
    const isLimited = isUsual(api);
    for (const operation of api.management) {
      const response = operation.responses.find(({ status }) => status === '429');
      if (!response) {
        // `4XX` and `default` speak of it as well.
        if (!(isLimited || hasOwnLimit(operation)) || responseOf(operation, 429)) continue;
        report(
          responsesSpot(operation),
          `\`${operation.label}\` does not document 429, although requests are limited.`,
          'Add the response 429 with the header `Retry-After`.',
        );
      } else if (![...response.headers.keys()].some((name) => /retry-after|rate-?limit/i.test(name))) {
        report(
          response.spot,
          `The 429 answer of \`${operation.label}\` does not say how long to wait.`,
          'Add the header `Retry-After` to it.',
        );
      }
    }
  },
};

function hasOwnLimit({ spot }: Operation): boolean {
  return spot.value['x-rate-limit'] !== undefined;
}

/** Whether the document limits every operation, or most of them document it. */
function isUsual({ root, management }: WebhookApi): boolean {
  const rules = asArray(root.value['x-rate-limit']);
  if (rules.some((rule) => isObject(rule) && rule['operations'] === undefined)) return true;
  const documented = management.filter(({ responses }) => responses.some(({ status }) => status === '429'));
  return documented.length * 2 > management.length;
}
