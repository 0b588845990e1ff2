import { examplesOf, partsWith } from '../plugin/examples.ts';
import type { Media, Operation } from '../plugin/operations.ts';
import type { Rule } from '../plugin/rule.ts';
import type { Spot } from '../plugin/spot.ts';
import type { Reader } from '../plugin/spot.ts';

/** An example with a property that never travels that way is copied, sent, and refused. */
export const exampleDirection: Rule = {
  name: 'example-direction',
  summary: 'Examples of requests hold no `readOnly` property, those of answers and deliveries no `writeOnly` one.',
  recommended: 'error',
  strict: 'error',
  check({ reader, management, deliveries }, report) {
    const tell = (parts: readonly Spot[], where: string, keyword: string): void => {
      for (const part of parts) {
        const name = part.at.pointer.split('/').at(-1)!;
        report(part, `An example of ${where} holds \`${name}\`, which is ${keyword}.`, 'Remove it from the example.');
      }
    };
    for (const operation of management) {
      tell(partsIn(reader, operation.content, 'readOnly'), `a request to \`${operation.label}\``, 'readOnly');
      tell(answers(reader, operation), `an answer of \`${operation.label}\``, 'writeOnly');
    }
    for (const delivery of deliveries) {
      tell(partsIn(reader, delivery.content, 'writeOnly'), `delivery \`${delivery.name}\``, 'writeOnly');
    }
  },
};

function answers(reader: Reader, { responses }: Operation): Spot[] {
  return responses.flatMap(({ content }) => partsIn(reader, content, 'writeOnly'));
}

function partsIn(reader: Reader, content: readonly Media[], keyword: string): Spot[] {
  return content.flatMap((media) =>
    examplesOf(reader, media).flatMap(({ value }) => partsWith(reader, value, media.schema, keyword)),
  );
}
