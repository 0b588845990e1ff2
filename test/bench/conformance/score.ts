/** What the results say: how much is found, how well it is named, and who is accused wrongly. */
import { faults } from '../../servers/faults/catalogue.ts';
import type { Provider } from '../../servers/faults/dialect.ts';
import type { Fault } from '../../servers/faults/fault.ts';
import { hasCode, isExpected, namesPlace } from '../../servers/faults/verdict.ts';
import type { Mode, Result } from './job.ts';

/** How one fault fared in one mode. */
export interface Fared {
  readonly fault: Fault;
  readonly result: Result;
  /** Anything was found. */
  readonly isFound: boolean;
  /** The expected code was found, and where. */
  readonly isNamed: boolean;
  readonly isOperation: boolean;
  readonly isPlace: boolean;
}

/** How each fault fared. */
export function fared(results: readonly Result[], mode: Mode): readonly Fared[] {
  return results
    .filter(({ job }) => job.kind === 'fault' && job.mode === mode)
    .map((result) => {
      const fault = faults.find(({ id }) => id === result.job.id)!;
      const { findings } = result;
      const some = (test: (find: string) => boolean): boolean => fault.finds.some(test);
      return {
        fault,
        result,
        isFound: findings.length > 0,
        isNamed: some((find) => findings.some((finding) => hasCode(find, finding))),
        isOperation: some((find) => findings.some((finding) => isExpected(find, finding))),
        isPlace: some((find) =>
          findings.some((finding) => isExpected(find, finding) && namesPlace(fault.place, finding)),
        ),
      };
    });
}

/** Shares of one, and how many findings a fault gives that was found. */
export interface Score {
  readonly faults: number;
  readonly found: number;
  readonly named: number;
  readonly operation: number;
  readonly place: number;
  readonly median: number;
  readonly most: number;
}

/** Counts. */
export function toScore(all: readonly Fared[]): Score {
  const share = (test: (one: Fared) => boolean): number =>
    all.length === 0 ? 0 : all.filter(test).length / all.length;
  const counts = all
    .map(({ result }) => result.findings.length)
    .filter((count) => count > 0)
    .toSorted((a, b) => a - b);
  return {
    faults: all.length,
    found: share(({ isFound }) => isFound),
    named: share(({ isNamed }) => isNamed),
    operation: share(({ isOperation }) => isOperation),
    place: share(({ isPlace }) => isPlace),
    median: counts[Math.floor(counts.length / 2)] ?? 0,
    most: counts.at(-1) ?? 0,
  };
}

/** Runs against right servers in which something was found, was left over, or failed. */
export function falseAlarms(results: readonly Result[]): readonly Result[] {
  return results.filter(
    ({ job, findings, leftovers, crash }) =>
      job.kind !== 'fault' && (findings.length > 0 || leftovers > 0 || crash !== undefined),
  );
}

/** Requests and milliseconds of the plain server, by provider and mode. */
export function costs(results: readonly Result[], provider: Provider): readonly Result[] {
  return results.filter(({ job }) => job.provider === provider && job.kind === 'repeat');
}
