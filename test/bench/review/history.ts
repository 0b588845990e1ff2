/** Published versions of real documents, each compared with the one before it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadContract } from '../../../src/contract/load.ts';
import type { Contract } from '../../../src/contract/types.ts';
import { diffContracts } from '../../../src/review/diff/diff-contracts.ts';
import { countPayload } from '../../review/diff/second-opinion/unproven.ts';
import { replay } from '../../review/diff/second-opinion/replay.ts';

/** Aliases in package.json beside this file, oldest first, and the document in the package. */
const histories = [
  ['github-webhooks', ['5.3.2', '8.3.0', '8.5.1', '11.0.0', '12.0.3', '12.1.0'], 'generated/api.github.com.json'],
  ['github', ['22.0.0', '23.0.2'], 'generated/api.github.com.json'],
  ['figma', ['0.33.0', '0.36.0', '0.39.0', '0.41.0', '0.42.0', '0.43.0'], 'openapi/openapi.yaml'],
  ['galaxy', ['0.1.0', '0.2.20', '0.6.12'], 'dist/3.1.yaml'],
  ['directus', ['11.1.1', '13.0.0', '15.2.0'], 'dist/openapi.json'],
  ['blockfrost', ['0.1.84', '0.1.92', '0.1.93'], 'openapi.yaml'],
  ['postcodes', ['4.12.0', '4.14.1', '4.21.0'], 'dist/openapi.yaml'],
] as const;

/** One step of a history. */
export interface Step {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** Operations and events of the newer version. */
  readonly calls: number;
  readonly breaking: number;
  readonly warning: number;
  readonly info: number;
  readonly refuted: number;
  readonly payload: number;
  readonly undecided: number;
  /** Witnesses that do not hold. */
  readonly unsound: number;
  /** Milliseconds of processor time for comparing, without loading. */
  readonly processor: number;
  readonly wall: number;
  readonly crash?: string;
}

/** Runs all steps whose packages are installed. */
export async function measureHistory(tell: (step: Step) => void): Promise<void> {
  for (const [name, versions, file] of histories) {
    let before: Contract | undefined;
    for (const [index, version] of versions.entries()) {
      const path = join(import.meta.dirname, 'node_modules', `${name}-${version}`, file);
      if (!existsSync(path)) continue;
      const contract = await loadContract(path, { lenient: true });
      if (before !== undefined) tell(await compare(name, [versions[index - 1]!, version], [before, contract]));
      before = contract;
    }
  }
}

async function compare(
  name: string,
  [from, to]: readonly [string, string],
  [base, head]: readonly [Contract, Contract],
): Promise<Step> {
  const calls = head.operations.length + head.events.length;
  const [began, start] = [process.cpuUsage(), performance.now()];
  try {
    const report = await diffContracts(base, head, { policy: 'strict', redocly: false });
    const { user, system } = process.cpuUsage(began);
    const wall = performance.now() - start;
    const versions = { base: base.document, head: head.document };
    let unsound = 0;
    for (const change of report.changes) {
      if ((await replay(change, versions)) !== undefined) unsound++;
    }
    const times = { processor: (user + system) / 1000, wall };
    return { name, from, to, calls, ...report.summary, ...countPayload(report), unsound, ...times };
  } catch (error) {
    const nothing = { breaking: 0, warning: 0, info: 0, refuted: 0, payload: 0, undecided: 0, unsound: 0 };
    const crash = String((error as Error).message).split('\n')[0] ?? 'crash';
    return { name, from, to, calls, ...nothing, processor: 0, wall: performance.now() - start, crash };
  }
}
