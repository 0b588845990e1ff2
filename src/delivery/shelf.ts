/** Where deliveries wait that are too many for memory. */
import type { Attempt } from './attempt.ts';

/** Attempts that are followed by another one, kept outside memory by a journal. What is put there stays in the log. */
export interface Shelf {
  put(attempt: Attempt): void;
  /** Takes out those of a contract that are due first, at most so many, or all those that fit. */
  take(contract: string, which: number | ((attempt: Attempt) => boolean)): Attempt[];
  /** When the next one of a contract is due, in milliseconds since 1970; undefined when there is none. */
  next(contract: string): number | undefined;
  /** Whether a delivery waits there. */
  has(id: string): boolean;
  /** The attempt of a delivery that waits there, or the attempt with this `attemptId`. */
  find(id: string): Attempt | undefined;
  /** All of them, or those of a contract. */
  list(contract?: string): Attempt[];
}
