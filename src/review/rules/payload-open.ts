import { bodyOf } from '../plugin/operations.ts';
import { schemasIn } from '../plugin/payload.ts';
import type { Rule } from '../plugin/rule.ts';
import { memberOf } from '../plugin/spot.ts';

/** Providers add properties to events. A closed schema makes every addition break receivers that validate. */
export const payloadOpen: Rule = {
  name: 'payload-open',
  summary: 'The schema of a payload is open: an event may get more properties.',
  recommended: 'warn',
  strict: 'error',
  check({ reader, deliveries }, report) {
    for (const delivery of deliveries) {
      for (const schema of schemasIn(reader, bodyOf(delivery))) {
        for (const keyword of ['additionalProperties', 'unevaluatedProperties']) {
          if (schema.value[keyword] !== false) continue;
          report(
            memberOf(schema, keyword)!,
            `The payload of \`${delivery.name}\` is closed by \`${keyword}: false\`.`,
            'Remove it, and ask receivers to ignore what they do not know.',
          );
        }
      }
    }
  },
};
