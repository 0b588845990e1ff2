/** The value of a witness as lines, the offending part marked. */
import { toBodyLines, toExcerpt, type BodyLine } from './body-lines.ts';
import type { Witness } from './diff-report.ts';

/**
 * Lays the value out as JSON. Of a long one what is around the mark is kept; of a value that is refused as a whole all is
 * marked.
 * @param most lines that are shown
 */
export function toWitnessLines({ value, at }: Witness, most: number): readonly BodyLine[] {
  const lines = toBodyLines(JSON.stringify(value), at);
  const isWhole = at === '' && (typeof value !== 'object' || value === null);
  return toExcerpt(isWhole ? lines.map((line) => ({ ...line, marked: true })) : lines, most);
}
