/** The approvals of a diff: read before the comparison, written after it. */
import { resolve } from 'node:path';
import { toShownFile } from '../contract/source/shown-place.ts';
import { HookspecError } from '../errors.ts';
import type { ContractDiff, FailOn, LapsedApproval } from '../report/diff-report.ts';
import { loadApprovals, writeApprovals } from '../review/diff/approvals-file.ts';
import { applyApprovals, updateApprovals } from '../review/diff/approve.ts';
import { isCounted } from '../review/diff/judge-run.ts';
import { textFlag } from './arguments.ts';
import type { CliIo, Flag, FlagValues } from './command.ts';

/** The flags that decide what is agreed on. */
export const approvalFlags: Readonly<Record<string, Flag>> = {
  approve: {
    type: 'string',
    value: 'FILE',
    group: 'Verdict',
    summary: 'Changes that were agreed on, each with a reason: they do not count',
  },
  'update-approvals': {
    type: 'boolean',
    group: 'Verdict',
    summary: 'Write an entry for each change that counts to that file, its reason to be filled in',
  },
};

/** What approvals make of a comparison. */
export interface DiffApprovals {
  readonly isUpdate: boolean;
  /** Marks what is approved. */
  apply(contracts: readonly ContractDiff[]): {
    readonly contracts: readonly ContractDiff[];
    readonly lapsed?: readonly LapsedApproval[];
  };
}

/**
 * @param today `YYYY-MM-DD`
 * @throws HookspecError Usage, FileNotFound, UnreadableFile, InvalidApprovals
 */
export async function openApprovals(
  flags: FlagValues,
  io: CliIo,
  failOn: FailOn,
  today: string,
): Promise<DiffApprovals> {
  const given = textFlag(flags, 'approve');
  const isUpdate = flags['update-approvals'] === true;
  if (given === undefined) {
    if (isUpdate) throw new HookspecError('Usage', '--update-approvals needs --approve FILE: the file to write');
    return { isUpdate, apply: (contracts) => ({ contracts }) };
  }
  const file = resolve(io.cwd, given);
  const known = await loadApprovals(file, io.cwd, isUpdate);
  return {
    isUpdate,
    apply(contracts) {
      const approved = applyApprovals(contracts, known, today);
      if (!isUpdate) return approved;
      // What breaks needs an approval even where nothing fails the run.
      const least = failOn === 'none' ? 'breaking' : failOn;
      const next = updateApprovals(approved, known, (change) => isCounted(change, least));
      writeApprovals(file, next, io.cwd);
      const empty = next.filter(({ reason }) => reason.trim() === '').length;
      const rest = empty === 0 ? '' : `; say in ${empty === 1 ? 'its' : 'each'} empty reason who agreed to it and why`;
      io.stderr(`${toShownFile(file, io.cwd)}: ${next.length} approvals, ${empty} without a reason${rest}\n`);
      return { contracts: approved.contracts };
    },
  };
}
