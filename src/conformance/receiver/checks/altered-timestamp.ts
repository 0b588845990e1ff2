import { formatTimestamp, parseTimestamp } from '../../../signing/timestamp.ts';
import { defineForgery } from '../define.ts';
import { editTimestamp } from '../forge.ts';

/** Why the time of a delivery does not decide anything. */
export const TIME_NOT_SIGNED = 'the signature does not cover a time';

/** A time that is signed cannot be exchanged: whoever replays a delivery would pass for recent. */
export const alteredTimestamp = defineForgery({
  name: 'altered-timestamp',
  title: 'refuses a delivery whose signed time was altered',
  code: 'AlteredTimestampAccepted',
  what: 'a delivery whose signed time was altered',
  skip: ({ timestamp, content }) => (timestamp && content.includes('$timestamp') ? undefined : TIME_NOT_SIGNED),
  forge(run) {
    const { unit } = run.scheme.timestamp!;
    const later = (text: string): string => formatTimestamp(new Date((parseTimestamp(text, unit) ?? 0) + 1000), unit);
    return editTimestamp(run.good(), run.scheme, later);
  },
});
