/** What the contract itself shows of an operation's answers. */
import type { Json, Operation } from '../contract/types.ts';

/** Bodies of the examples of all documented successes. */
export function findDocumentedExamples({ responses }: Operation): Json[] {
  return responses
    .filter(({ status }) => status.startsWith('2'))
    .flatMap(({ content }) => content.flatMap(({ examples }) => examples.map(({ value }) => value)));
}
