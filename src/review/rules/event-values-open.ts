import { asArray, asText } from '../../contract/value.ts';
import { bodyOf } from '../plugin/operations.ts';
import { schemasIn } from '../plugin/payload.ts';
import type { Rule } from '../plugin/rule.ts';

/** A receiver that does not expect new values throws at the first one. */
export const eventValuesOpen: Rule = {
  name: 'event-values-open',
  summary: 'An enum in a payload says whether further values may come.',
  recommended: 'off',
  strict: 'warn',
  check({ reader, root, deliveries }, report) {
    if (isStated(asText((root.value['info'] as { description?: unknown } | undefined)?.description))) return;
    for (const delivery of deliveries) {
      for (const { value, at } of schemasIn(reader, bodyOf(delivery))) {
        const isClosed = asArray(value['enum']).filter((entry) => typeof entry === 'string').length > 1;
        if (!isClosed || isStated(asText(value['description'])) || Object.hasOwn(value, 'x-extensible-enum')) continue;
        report(
          { value, at },
          `A list of values in delivery \`${delivery.name}\` does not say whether more may come.`,
          'Write in its description: more values may be added, ignore what you do not know; or: this list is final.',
        );
      }
    }
  },
};

function isStated(text: string): boolean {
  return /(more|new|further|other|additional|unknown|future)\b[^.]{0,40}\b(values?|names?|events?|types?|states?|reasons?|ones|may|can|will)\b|\b(may|can|will) (be added|grow|change)|\b(final|closed|exhaustive|never change|complete) ?|extensible/i.test(
    text,
  );
}
