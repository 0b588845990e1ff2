import { asText } from '../../contract/value.ts';
import { headersOf } from '../plugin/headers.ts';
import { isTimeHeader, isTimeName } from '../plugin/names.ts';
import { bodyOf } from '../plugin/operations.ts';
import { envelopeOf } from '../plugin/payload.ts';
import type { Rule } from '../plugin/rule.ts';
import { keywordOf, typesOf } from '../plugin/schema.ts';
import type { ObjectSpot, Reader } from '../plugin/spot.ts';

/** Deliveries overtake each other. A receiver that keeps the newest state needs the time, in a form that it can read. */
export const eventTimestamp: Rule = {
  name: 'event-timestamp',
  summary: 'Every payload says when the event happened, in a stated format.',
  recommended: 'warn',
  strict: 'error',
  check(api, report) {
    for (const delivery of api.deliveries) {
      const times = envelopeOf(api.reader, bodyOf(delivery)).filter(({ name }) => isTimeName(name));
      const [first] = times;
      if (times.some(({ required, schema }) => required && isClear(api.reader, schema))) continue;
      if (!first) {
        if (headersOf(api, delivery).some(({ name, required }) => required && isTimeHeader(name))) continue;
        report(
          delivery.spot,
          `Delivery \`${delivery.name}\` does not say when the event happened.`,
          'Add a required `created_at` with `format: date-time` to its payload.',
        );
      } else if (!times.some(({ schema }) => isClear(api.reader, schema))) {
        report(
          first.schema,
          `\`${first.name}\` of delivery \`${delivery.name}\` has no format.`,
          'Write `format: date-time`, or describe the unit of the number.',
        );
      } else {
        report(
          first.schema,
          `\`${first.name}\` of delivery \`${delivery.name}\` is optional.`,
          'List it under `required`.',
        );
      }
    }
  },
};

/** Whether a reader knows how the time is written. */
function isClear(reader: Reader, schema: ObjectSpot): boolean {
  if (typesOf(reader, schema).some((type) => type === 'integer' || type === 'number')) {
    const told = [
      keywordOf(reader, schema, 'description'),
      keywordOf(reader, schema, 'format'),
      keywordOf(reader, schema, 'title'),
    ];
    return /second|epoch|unix|milli|\bms\b|int64/i.test(told.map((spot) => asText(spot?.value)).join(' '));
  }
  return (
    ['date-time', 'date'].includes(asText(keywordOf(reader, schema, 'format')?.value)) ||
    keywordOf(reader, schema, 'pattern') !== undefined
  );
}
