/** The seam to fast-check's runner: tries generated inputs until one fails, and makes that one as small as it can. */
import { type Arbitrary, asyncProperty, check } from 'fast-check';
import { Skip } from '../case.ts';

/** What is explored. */
export interface Exploration<T> {
  readonly arbitrary: Arbitrary<T>;
  /** Inputs that are tried first, whatever the seed. */
  readonly first?: readonly T[];
  readonly seed: number;
  /** Requests for finding a failure; as many again for making it small. */
  readonly budget: number;
  /**
   * Sends what was generated, without telling anybody.
   * @returns how many requests that took, and whether the server passed
   * @throws Skip when nothing more can be sent
   */
  attempt(value: T): Promise<{ readonly requests: number; readonly passed: boolean }>;
}

/**
 * @returns the smallest input that fails; undefined when none did
 * @throws Skip when nothing more could be sent and nothing had failed
 */
export async function explore<T>({
  arbitrary,
  first = [],
  seed,
  budget,
  attempt,
}: Exploration<T>): Promise<T | undefined> {
  let left = budget;
  let failing: { readonly value: T } | undefined;
  let stopped: Skip | undefined;
  const property = asyncProperty(arbitrary, async (value) => {
    // Passing without a request ends the search, and ends shrinking with the smallest failure so far.
    if (left <= 0 || stopped) return true;
    try {
      const { requests, passed } = await attempt(value);
      left -= requests;
      if (passed) return true;
      if (!failing) left = budget;
      failing = { value };
      return false;
    } catch (error) {
      if (!(error instanceof Skip)) throw error;
      stopped = error;
      return true;
    }
  });
  const examples = first.map((value): [T] => [value]);
  await check(property, { seed, numRuns: budget, ignoreEqualValues: true, examples });
  if (!failing && stopped) throw stopped;
  return failing?.value;
}
