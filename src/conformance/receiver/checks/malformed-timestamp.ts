import { defineForgery } from '../define.ts';
import { editTimestamp } from '../forge.ts';

/** A text that is no time, or a time with something behind it, is refused. */
export const malformedTimestamp = defineForgery({
  name: 'malformed-timestamp',
  title: 'refuses a time that is none',
  code: 'MalformedTimestampAccepted',
  what: 'a delivery whose time is none',
  skip: ({ timestamp, content }) =>
    timestamp && (content.includes('$timestamp') || timestamp.toleranceSeconds !== undefined)
      ? undefined
      : 'the contract does not say that a time is signed or checked',
  forge: (run) =>
    [(text: string) => `${text}abc`, () => 'yesterday', () => ''].map((edit) => {
      const delivery = editTimestamp(run.good(), run.scheme, edit);
      return { delivery, what: `a delivery whose time is ${JSON.stringify(edit('1234'))}` };
    }),
});
