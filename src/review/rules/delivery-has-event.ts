import { didYouMean } from '../../contract/nearest.ts';
import { asObject } from '../../contract/value.ts';
import { isTrial, listEvents, subscribable } from '../plugin/event-list.ts';
import { eventNamesOf } from '../plugin/payload.ts';
import type { Rule } from '../plugin/rule.ts';

/** A delivery that nobody can ask for is never sent. */
export const deliveryHasEvent: Rule = {
  name: 'delivery-has-event',
  summary: 'Every delivery is one of the events that a receiver can ask for.',
  recommended: 'error',
  strict: 'error',
  check(api, report) {
    const listed = listEvents(api).map(({ value }) => value);
    if (listed.length === 0) return;
    for (const delivery of subscribable(api)) {
      const names = eventNamesOf(api, delivery);
      const isOffered = [delivery.item, delivery.spot].every(
        ({ value }) => asObject(value['x-webhook-delivery'])['subscribable'] !== false,
      );
      if (!isOffered || isTrial(api, delivery) || names.some((name) => listed.includes(name))) continue;
      const hint = didYouMean(names[0]!, listed).replace(/ Did you mean (.*)\?/, ' It may be a slip for `$1`.');
      report(
        delivery.item,
        `Delivery \`${delivery.name}\` is none of the events that a receiver can ask for.`,
        `Add its name to their enum, or write \`x-webhook-delivery: { subscribable: false }\`.${hint}`,
      );
    }
  },
};
