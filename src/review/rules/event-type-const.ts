import type { Delivery } from '../plugin/deliveries.ts';
import { listEvents } from '../plugin/event-list.ts';
import { headersOf } from '../plugin/headers.ts';
import { bodyOf } from '../plugin/operations.ts';
import { mappedNames, typePropertyOf, valuesOf, variantsOf } from '../plugin/payload.ts';
import type { Rule } from '../plugin/rule.ts';
import type { Reader, Spot } from '../plugin/spot.ts';

/** Types can tell events apart only by a property whose value differs in each. */
export const eventTypeConst: Rule = {
  name: 'event-type-const',
  summary: 'A payload fixes the name of its event by `const` (in 3.0 by an `enum` of one value).',
  recommended: 'warn',
  strict: 'error',
  check(api, report) {
    const { reader, deliveries } = api;
    const names = new Set([...deliveries.map(({ name }) => name), ...listEvents(api).map(({ value }) => value)]);
    for (const delivery of deliveries) {
      if (headersOf(api, delivery).some(({ name }) => /(^|-)(event|topic)(-?(type|name|key))?$/i.test(name))) continue;
      const body = bodyOf(delivery);
      if (mappedNames(reader, body).length > 0 || isFixed(reader, body, names)) continue;
      for (const variant of variantsOf(reader, body)) {
        if (isFixed(reader, variant, names)) continue;
        const property = typePropertyOf(reader, variant, names) ?? typePropertyOf(reader, body, names);
        if (property) {
          const isEvent = deliveries.length > 1 || valuesOf(reader, body, property.name)?.includes(delivery.name);
          report(
            variant,
            `\`${property.name}\` of delivery \`${delivery.name}\` may have any of several values.`,
            isEvent
              ? `Write \`const: ${delivery.name}\` in the payload's own schema.`
              : 'Describe the payload of each event under `oneOf`, with the name as `const`.',
          );
        } else if (deliveries.some((other) => isSameAddress(delivery, other))) {
          report(
            delivery.spot,
            `Nothing in delivery \`${delivery.name}\` says which event it is.`,
            `Add a required \`type\` with \`const: ${delivery.name}\` to its payload.`,
          );
        }
      }
    }
  },
};

function isFixed(reader: Reader, schema: Spot | undefined, names: ReadonlySet<unknown>): boolean {
  const property = typePropertyOf(reader, schema, names);
  return property !== undefined && valuesOf(reader, schema, property.name)?.length === 1;
}

/** Whether a receiver gets another delivery at the same URL, so that it has to tell them apart. */
function isSameAddress(delivery: Delivery, other: Delivery): boolean {
  if (other === delivery || other.kind !== delivery.kind) return false;
  return delivery.kind === 'webhook' || delivery.path === other.path;
}
