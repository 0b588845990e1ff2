import { asText } from '../../contract/value.ts';
import { proseOf, responsesSpot } from '../plugin/operations.ts';
import type { Rule } from '../plugin/rule.ts';

/** Frameworks answer 201, 202 or 204 by themselves. Whoever takes 200 alone retries what was taken. */
export const deliveryAny2xx: Rule = {
  name: 'delivery-any-2xx',
  summary: 'A delivery counts any 2xx answer as success.',
  recommended: 'warn',
  strict: 'error',
  check({ deliveries }, report) {
    for (const delivery of deliveries) {
      const { name, responses } = delivery;
      if (responses.some(({ status }) => /^(2xx|default)$/i.test(status))) continue;
      const prose = [proseOf(delivery), ...responses.map(({ spot }) => asText(spot.value['description']))].join(' ');
      if (/2xx|\bany (2|success)|200\s*(-|–|to)\s*299/i.test(prose)) continue;
      const success = responses.filter(({ status }) => status.startsWith('2')).map(({ status }) => status);
      report(
        responsesSpot(delivery),
        success.length === 0
          ? `Delivery \`${name}\` does not say which answer counts as success.`
          : `Delivery \`${name}\` takes ${success.join(' and ')} alone as success.`,
        'Write `2XX` as the key of that response.',
      );
    }
  },
};
