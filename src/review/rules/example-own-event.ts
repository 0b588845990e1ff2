import { listEvents } from '../plugin/event-list.ts';
import { examplesOf } from '../plugin/examples.ts';
import { bodyOf } from '../plugin/operations.ts';
import { eventNamesOf, typePropertyOf, variantsOf } from '../plugin/payload.ts';
import type { Rule } from '../plugin/rule.ts';
import { memberOf } from '../plugin/spot.ts';

/** An example is copied from its neighbour, and the name stays behind. */
export const exampleOwnEvent: Rule = {
  name: 'example-own-event',
  summary: 'The examples of a delivery are about its own event, those of an answer about its own status.',
  recommended: 'error',
  strict: 'error',
  check(api, report) {
    const { reader, deliveries, management } = api;
    const names = new Set([...deliveries.map(({ name }) => name), ...listEvents(api).map(({ value }) => value)]);
    for (const delivery of deliveries) {
      const own = eventNamesOf(api, delivery);
      const property = variantsOf(reader, bodyOf(delivery))
        .map((variant) => typePropertyOf(reader, variant, names))
        .find((found) => found !== undefined);
      for (const { value } of delivery.content.flatMap((media) => examplesOf(reader, media))) {
        const name = property && memberOf(value, property.name);
        if (typeof name?.value !== 'string' || !names.has(name.value) || own.includes(name.value)) continue;
        report(
          name,
          `An example of delivery \`${delivery.name}\` is about \`${name.value}\`.`,
          `Write \`${own[0]!}\`.`,
        );
      }
    }
    for (const operation of management) {
      for (const { status, content } of operation.responses) {
        for (const { value } of content.flatMap((media) => examplesOf(reader, media))) {
          const shown = ['status', 'statusCode', 'status_code'].map((name) => memberOf(value, name)).find(Boolean);
          const isStatus = typeof shown?.value === 'number' && shown.value >= 100 && shown.value < 600;
          if (!isStatus || !/^\d{3}$/.test(status) || String(shown.value) === status) continue;
          report(
            shown,
            `An example of the ${status} answer of \`${operation.label}\` says ${String(shown.value)}.`,
            `Write ${status}.`,
          );
        }
      }
    }
  },
};
