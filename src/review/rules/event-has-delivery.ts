import { listEvents, subscribable } from '../plugin/event-list.ts';
import { eventNamesOf } from '../plugin/payload.ts';
import type { Rule } from '../plugin/rule.ts';

/** An event that can be asked for and is described nowhere has no type, no mock and no test. */
export const eventHasDelivery: Rule = {
  name: 'event-has-delivery',
  summary: 'Every event that a receiver can ask for has a delivery: an entry of `webhooks`, or a callback.',
  recommended: 'error',
  strict: 'error',
  check(api, report) {
    const described = new Set(subscribable(api).flatMap((delivery) => eventNamesOf(api, delivery)));
    const events = listEvents(api);
    const [first] = events;
    if (first && described.size === 0) {
      report(
        first,
        `None of the ${events.length} events that a receiver can ask for is described.`,
        'Add an entry under `webhooks` (in 3.0 under `x-webhooks`) for each.',
      );
      return;
    }
    for (const event of events) {
      if (described.has(event.value)) continue;
      report(
        event,
        `Event \`${event.value}\` has no delivery.`,
        `Describe what is sent under the key \`${event.value}\`, or remove it.`,
      );
    }
  },
};
