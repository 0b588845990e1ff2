/** Whether the comparison of several contracts fails. */
import type { Change, ContractDiff, DiffRun, DiffSummary, FailOn, LapsedApproval, Policy } from './change.ts';

/** Whether a change counts, unless it is approved. */
export function isCounted({ level }: Pick<Change, 'level'>, failOn: FailOn): boolean {
  return failOn !== 'none' && (level === 'breaking' || (failOn === 'warning' && level === 'warning'));
}

/** Puts a run together. */
export function toRun(
  contracts: readonly ContractDiff[],
  { policy, failOn, lapsed }: { policy: Policy; failOn: FailOn; lapsed?: readonly LapsedApproval[] | undefined },
): DiffRun {
  const isFailed = ({ changes, versionFault }: ContractDiff): boolean =>
    versionFault !== undefined || changes.some((change) => change.approved === undefined && isCounted(change, failOn));
  const summary = contracts
    .map((contract) => contract.summary)
    .reduce<DiffSummary>(add, { breaking: 0, warning: 0, info: 0, refuted: 0, approved: 0 });
  return { policy, failOn, failed: contracts.some(isFailed), summary, contracts, ...(lapsed && { lapsed }) };
}

function add(one: DiffSummary, other: DiffSummary): DiffSummary {
  return {
    breaking: one.breaking + other.breaking,
    warning: one.warning + other.warning,
    info: one.info + other.info,
    refuted: one.refuted + other.refuted,
    approved: one.approved + other.approved,
  };
}
