import { examplesOf, hasSchemaExample } from '../plugin/examples.ts';
import { isJson } from '../plugin/operations.ts';
import type { Media } from '../plugin/operations.ts';
import type { Rule } from '../plugin/rule.ts';
import { propertiesOf } from '../plugin/schema.ts';
import type { Reader } from '../plugin/spot.ts';

/** People read examples first, mocks answer with them, and tests send them. */
export const examplePresent: Rule = {
  name: 'example-present',
  summary: 'Every JSON body of a webhook operation and of a delivery has an example.',
  recommended: 'off',
  strict: 'warn',
  check({ reader, management, deliveries }, report) {
    for (const operation of [...management, ...deliveries]) {
      const bodies = [
        { title: `The body of \`${operation.label}\``, content: operation.content },
        ...operation.responses.map(({ status, content }) => ({
          title: `The ${status} answer of \`${operation.label}\``,
          content,
        })),
      ];
      for (const { title, content } of bodies) {
        for (const media of content) {
          if (!isJson(media.type) || !media.schema || isShown(reader, media)) continue;
          report(media.spot, `${title} has no example.`, 'Add one under `examples`, with a name and a `value`.');
        }
      }
    }
  },
};

/** Whether the media type, its schema, or each property that is required shows a value. */
function isShown(reader: Reader, media: Media): boolean {
  if (examplesOf(reader, media).length > 0 || hasSchemaExample(reader, media.schema)) return true;
  const required = [...propertiesOf(reader, media.schema).values()].filter((property) => property.required);
  return required.length > 0 && required.every(({ schema }) => hasSchemaExample(reader, schema));
}
