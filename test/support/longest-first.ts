/** The order of the test files. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const folder = resolve(import.meta.dirname, '..');

// Each takes ten seconds or more. Where nothing is known of an earlier run, as in a new clone, vitest begins with the
// files that have the most bytes; some of these have few, and would keep one worker busy long after the other has
// nothing left to do.
const LONGEST = [
  'package/package.test.ts',
  'conformance/faults.test.ts',
  'cli/diff.test.ts',
  'conformance/correct-variants.test.ts',
  'review/diff/pairs/pairs.test.ts',
  'conformance/one-finding.test.ts',
  'cli/generate.test.ts',
  'servers/receivers/catalogue.test.ts',
  'cli/trigger.test.ts',
  'cli/check-outputs.test.ts',
  'conformance/constraints/negative.test.ts',
  'conformance/replay.test.ts',
  'review/diff/generators/generators.test.ts',
  'cli/check.test.ts',
  'types/compile.test.ts',
  'conformance/delivery/wrong-senders.test.ts',
  'cli/lint-plugin.test.ts',
  'cli/plan-cache.test.ts',
  'mock/prism-command.test.ts',
  'mock/prism-answers.test.ts',
].map((file) => resolve(folder, file));

/** Begins with the files that are known to be long; the others follow as vitest has them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const gone = LONGEST.filter((file) => !existsSync(file));
    if (gone.length > 0)
      throw new Error(`test/support/longest-first.ts names files that are not there: ${gone.join()}`);
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const place = LONGEST.indexOf(moduleId);
      return place < 0 ? LONGEST.length : place;
    };
    // Sorting is stable, so what has the same place keeps vitest's order.
    return (await super.sort(files)).sort((a, b) => placeOf(a) - placeOf(b));
  }
}
