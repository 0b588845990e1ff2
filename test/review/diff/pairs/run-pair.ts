/** Runs a pair as a user would: two files, loaded and compared. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadContract } from '../../../../src/contract/load.ts';
import type { Contract, JsonObject } from '../../../../src/contract/types.ts';
import type { DiffReport, Policy } from '../../../../src/report/diff-report.ts';
import { diffContracts } from '../../../../src/review/diff/diff-contracts.ts';
import { replay } from '../second-opinion/replay.ts';
import { listUnproven } from '../second-opinion/unproven.ts';
import { checkLabel } from './check-label.ts';
import type { Pair } from './pair.ts';

/** A pair in one direction under one policy. */
export interface PairRun {
  readonly pair: Pair;
  readonly way: '->' | '<-';
  readonly policy: Policy;
  readonly report: DiffReport;
  /** What differs from the label, and witnesses that do not hold, one sentence each. */
  readonly wrong: readonly string[];
}

export const policies: readonly Policy[] = ['strict', 'tolerant'];

/**
 * Compares both ways under both policies.
 * @param redocly whether `redocly diff` is asked too, in a process for each of the four
 */
export async function runPair(pair: Pair, redocly = false): Promise<PairRun[]> {
  const [base, head] = await loadFiles([pair.base, pair.head]);
  const runs: PairRun[] = [];
  for (const policy of policies) {
    const options = { policy, redocly };
    runs.push(await runWay(pair, '->', options, [base!, head!]), await runWay(pair, '<-', options, [head!, base!]));
  }
  return runs;
}

async function runWay(
  pair: Pair,
  way: '->' | '<-',
  { policy, redocly }: { readonly policy: Policy; readonly redocly: boolean },
  [base, head]: readonly [Contract, Contract],
): Promise<PairRun> {
  const report = await diffContracts(base, head, { policy, redocly });
  const wrong = checkLabel(report, way === '->' ? pair.forward : pair.backward, policy);
  const versions = { base: base.document, head: head.document };
  const replays = await Promise.all(report.changes.map((change) => replay(change, versions)));
  return {
    pair,
    way,
    policy,
    report,
    wrong: [...wrong, ...listUnproven(report), ...replays.filter((problem) => problem !== undefined)],
  };
}

/** Loads documents from files of their own. */
export async function loadFiles(documents: readonly JsonObject[]): Promise<Contract[]> {
  const folder = await mkdtemp(join(tmpdir(), 'diff-pair-'));
  try {
    return await Promise.all(
      documents.map(async (document, index) => {
        const file = join(folder, `${index}.json`);
        await writeFile(file, JSON.stringify(document));
        return loadContract(file, { lenient: true });
      }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
