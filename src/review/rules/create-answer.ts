import { asText, isObject } from '../../contract/value.ts';
import { responsesSpot } from '../plugin/operations.ts';
import type { Rule } from '../plugin/rule.ts';
import type { Subscription } from '../plugin/subscriptions.ts';

/** Whoever registered something wants to find it again. */
export const createAnswer: Rule = {
  name: 'create-answer',
  summary: 'A create answers 201, and what it made can be read again: by `Location`, a link, or an operation.',
  recommended: 'warn',
  strict: 'error',
  check({ subscriptions }, report) {
    for (const subscription of subscriptions) {
      const { create } = subscription;
      if (create.method !== 'post') continue;
      const success = create.responses.filter(({ status }) => status.startsWith('2'));
      if (success.length > 0 && !success.some(({ status }) => ['201', '202', '2XX'].includes(status))) {
        report(
          responsesSpot(create),
          `\`${create.label}\` answers ${success.map(({ status }) => status).join(' and ')} to a create.`,
          'Write 201, or 202 where the receiver is tried out first.',
        );
      }
      const isFound = success.some(
        ({ headers, spot }) =>
          [...headers.keys()].some((name) => /^(content-)?location$/i.test(name)) || isObject(spot.value['links']),
      );
      if (isFound || canRead(subscription)) continue;
      report(
        create.spot,
        `What \`${create.label}\` makes cannot be read again.`,
        `Add \`GET ${create.path}/{id}\`, or the header \`Location\` to its answer.`,
      );
    }
  },
};

/** Whether an operation reads one: by its path, or by an id in the query. */
function canRead({ create, operations }: Subscription): boolean {
  return operations.some(({ method, path, parameters }) => {
    if (method !== 'get') return false;
    const below = path.slice(create.path.length);
    if (below === '')
      return parameters.some(({ value }) => value['in'] === 'query' && /id$/i.test(asText(value['name'])));
    return /^(\/[^/{]+)?\/\{[^/]+\}\/?$/.test(below) && !/deliver|attempt|event|log/i.test(below);
  });
}
