import type { Rule } from '../plugin/rule.ts';

/** A body that may be missing makes every receiver and every generated type handle nothing at all. */
export const payloadRequired: Rule = {
  name: 'payload-required',
  summary: 'The body of a delivery is required.',
  recommended: 'warn',
  strict: 'error',
  check({ deliveries }, report) {
    for (const { name, method, body, spot } of deliveries) {
      if (!['post', 'put', 'patch'].includes(method)) continue;
      if (!body) {
        report(spot, `Delivery \`${name}\` has no body.`, 'Add a `requestBody` with `required: true` and its schema.');
      } else if (body.value['required'] !== true) {
        report(body, `The body of delivery \`${name}\` is optional.`, 'Write `required: true` in its `requestBody`.');
      }
    }
  },
};
