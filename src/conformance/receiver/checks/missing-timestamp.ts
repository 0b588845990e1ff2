import { defineForgery } from '../define.ts';
import { editTimestamp } from '../forge.ts';

/** A delivery without the time that is signed or checked is refused. */
export const missingTimestamp = defineForgery({
  name: 'missing-timestamp',
  title: 'refuses a delivery without its time',
  code: 'MissingTimestampAccepted',
  what: 'a delivery without its time',
  skip: ({ timestamp, content }) =>
    timestamp && (content.includes('$timestamp') || timestamp.toleranceSeconds !== undefined)
      ? undefined
      : 'the contract does not say that a time is signed or checked',
  forge: (run) => editTimestamp(run.good(), run.scheme, () => undefined),
});
