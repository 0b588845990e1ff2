/** Approvals: changes that somebody agreed to, each with a reason. */
import type { ContractDiff, LapsedApproval } from './change.ts';
import { countChanges } from './summary.ts';

/** One change that was agreed on. */
export interface Approval {
  /** Fingerprint of the change. */
  readonly fingerprint: string;
  /** Name of the contract; absent: of any. */
  readonly contract?: string;
  /** The change in words, for whoever reads the file. */
  readonly change?: string;
  /** Why it may happen; empty where somebody has yet to say it. */
  readonly reason: string;
  /** Last day on which it holds: `YYYY-MM-DD`. */
  readonly expires?: string;
}

/** What approvals make of a result. */
export interface Approved {
  readonly contracts: readonly ContractDiff[];
  /** Approvals of these contracts that cover nothing. */
  readonly lapsed: readonly LapsedApproval[];
}

/**
 * Marks the changes that approvals cover; they are counted as approved alone.
 * @param today `YYYY-MM-DD`: an approval holds on its last day
 */
export function applyApprovals(
  contracts: readonly ContractDiff[],
  approvals: readonly Approval[],
  today: string,
): Approved {
  const used = new Set<Approval>();
  const marked = contracts.map((contract) => {
    const changes = contract.changes.map((change) => {
      const fitting = approvals.filter((approval) => covers(approval, contract.name, change.fingerprint));
      const valid = fitting.find((approval) => !isOver(approval, today));
      for (const approval of valid ? fitting : []) used.add(approval);
      return valid ? { ...change, approved: valid.reason } : change;
    });
    return { ...contract, changes, summary: countChanges(changes) };
  });
  // An approval of a contract that was not compared may well cover something.
  const names = new Set(contracts.map(({ name }) => name));
  const lapsed = approvals
    .filter((approval) => !used.has(approval) && (approval.contract === undefined || names.has(approval.contract)))
    .map((approval) => toLapsed(approval, today));
  return { contracts: marked, lapsed };
}

/**
 * The approvals for the next run: those that still cover something or are of other contracts, and one without a reason
 * for each change that counts.
 * @param counts whether a change needs an approval
 */
export function updateApprovals(
  { contracts, lapsed }: Approved,
  approvals: readonly Approval[],
  counts: (change: ContractDiff['changes'][number]) => boolean,
): Approval[] {
  const gone = new Set(lapsed.map(({ fingerprint, contract }) => JSON.stringify([fingerprint, contract])));
  const kept = approvals.filter(({ fingerprint, contract }) => !gone.has(JSON.stringify([fingerprint, contract])));
  const added = contracts.flatMap(({ name, changes }) =>
    changes
      .filter((change) => change.approved === undefined && counts(change))
      .map((change): Approval => ({
        contract: name,
        fingerprint: change.fingerprint,
        change: [change.operations[0], change.message].filter(Boolean).join(': '),
        reason: '',
      })),
  );
  return [...kept, ...added];
}

function covers(approval: Approval, contract: string, fingerprint: string): boolean {
  return approval.fingerprint === fingerprint && (approval.contract ?? contract) === contract;
}

function isOver({ expires }: Approval, today: string): boolean {
  return expires !== undefined && expires < today;
}

function toLapsed(approval: Approval, today: string): LapsedApproval {
  const { fingerprint, contract, change, reason, expires } = approval;
  return {
    fingerprint,
    ...(contract !== undefined && { contract }),
    ...(change !== undefined && { change }),
    reason,
    why: isOver(approval, today)
      ? `it expired on ${expires}`
      : 'no change has this fingerprint any more: it is gone, or has become another one',
  };
}
