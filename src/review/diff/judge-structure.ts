/** Judges proposals about structure: what is gone needs no payload to prove it. */
import type { Proof } from './change.ts';
import type { ChangeDraft } from './drafts.ts';
import type { Proposal } from './propose/proposal.ts';

const HARMLESS = 'A program that follows the older version goes on working.';
const UNSEEN = 'A contract does not tell whether programs depend on it.';

/** Turns proposals of our own rules into changes. */
export function judgeStructure(proposals: readonly Proposal[]): ChangeDraft[] {
  return proposals.map(({ statement, ...proposal }) => ({
    ...proposal,
    proof: toProof(proposal, statement),
    proposedBy: ['rule'],
  }));
}

function toProof({ level, operations, message }: Omit<Proposal, 'statement'>, statement: string | undefined): Proof {
  if (level === 'breaking') {
    const [operation = ''] = operations;
    const sentence = statement ?? (message.includes(operation) ? message : `${operation}: ${message}`);
    return { verdict: 'proven', by: { kind: 'certificate', statement: sentence } };
  }
  if (level === 'warning') return { verdict: 'undecided', reason: UNSEEN };
  return { verdict: 'refuted', reason: HARMLESS };
}
