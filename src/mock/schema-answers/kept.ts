/** Keeps prepared answers, so that the second of a kind costs a look-up. */
import type { Operation } from '../../contract/types.ts';
import type { PlainResponse } from '../message.ts';

/** Answers by operation and what was asked of them. */
export interface Kept {
  get(operation: Operation, asked: string): PlainResponse | undefined;
  /** Keeps an answer and returns it. */
  set(operation: Operation, asked: string, answer: PlainResponse): PlainResponse;
}

/**
 * Creates an empty store. Whoever asks decides the key, so both the number and the size of what is kept are bounded.
 * @param most answers; beyond it the oldest goes
 * @param longest characters of a key or an answer that is kept
 */
export function createKept(most = 1000, longest = 65_536): Kept {
  const answers = new Map<Operation, Map<string, PlainResponse>>();
  let count = 0;
  return {
    get: (operation, asked) => answers.get(operation)?.get(asked),
    set(operation, asked, answer) {
      if (asked.length > 512 || (answer.body?.length ?? 0) > longest) return answer;
      if (count >= most) {
        answers.clear();
        count = 0;
      }
      let own = answers.get(operation);
      if (!own) answers.set(operation, (own = new Map()));
      if (!own.has(asked)) count += 1;
      own.set(asked, answer);
      return answer;
    },
  };
}
