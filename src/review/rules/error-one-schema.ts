import type { Operation, Response } from '../plugin/operations.ts';
import { isJson } from '../plugin/operations.ts';
import type { Rule } from '../plugin/rule.ts';
import { propertiesOf } from '../plugin/schema.ts';
import type { Reader } from '../plugin/spot.ts';

/** A client has one place for errors. A second shape is read as none. */
export const errorOneSchema: Rule = {
  name: 'error-one-schema',
  summary: 'All errors of the webhook operations have the same shape.',
  recommended: 'warn',
  strict: 'error',
  check({ reader, management }, report) {
    const errors = management.flatMap((operation) =>
      operation.responses
        .filter(({ status }) => /^([45]|default)/i.test(status))
        .flatMap((response) => {
          const names = shapeOf(reader, response);
          return names ? [{ operation, response, names }] : [];
        }),
    );
    const usual = usualOf(errors.map(({ names }) => names));
    for (const { operation, response, names } of errors) {
      if (names.some((name) => usual.includes(name))) continue;
      report(
        response.spot,
        `${toTitle(operation, response)} has another shape than the other errors.`,
        `Give it the schema of the others, with ${usual.map((name) => `\`${name}\``).join(', ')}.`,
      );
    }
  },
};

function toTitle({ label }: Operation, { status }: Response): string {
  return `Error ${status} of \`${label}\``;
}

/** The properties of an error's JSON body; undefined where there is none, or where its schema names none. */
function shapeOf(reader: Reader, { content }: Response): string[] | undefined {
  const names = [...propertiesOf(reader, content.find(({ type }) => isJson(type))?.schema).keys()];
  return names.length === 0 ? undefined : names;
}

/** The commonest set of properties; the first of several that are equally common. */
function usualOf(shapes: readonly (readonly string[])[]): readonly string[] {
  const count = (shape: readonly string[]): number => shapes.filter((other) => other.join() === shape.join()).length;
  return shapes.toSorted((a, b) => count(b) - count(a))[0] ?? [];
}
