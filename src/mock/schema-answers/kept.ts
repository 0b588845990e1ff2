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
 * Creates an empty store. Whoever asks decides the key, so what is kept is bounded: beyond the budget all is forgotten.
 * @param budget characters of all keys and answers together
 */
export function createKept(budget = 4_000_000): Kept {
  const answers = new Map<Operation, Map<string, PlainResponse>>();
  let used = 0;
  return {
    get: (operation, asked) => answers.get(operation)?.get(asked),
    set(operation, asked, answer) {
      const cost = OVERHEAD + asked.length + (answer.body?.length ?? 0);
      // One answer must not push out most of the others.
      if (cost > budget / 8) return answer;
      if (used + cost > budget) {
        answers.clear();
        used = 0;
      }
      used += cost;
      let own = answers.get(operation);
      if (!own) answers.set(operation, (own = new Map()));
      own.set(asked, answer);
      return answer;
    },
  };
}

/** What an entry costs besides its texts. */
const OVERHEAD = 500;
