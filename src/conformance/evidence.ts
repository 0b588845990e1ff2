/** How sure the contract is of a rule, and what that makes of a fault. */
import type { Evidence } from '../contract/behaviour.ts';
import { parsePointer, toPointer } from '../contract/pointer.ts';
import type { Contract } from '../contract/types.ts';
import type { Finding } from '../report/finding.ts';

/** Weakest first. */
const STRENGTH: readonly Evidence['kind'][] = ['inferred', 'example', 'sdk', 'documented'];

/**
 * The weakest evidence among the nodes that a rule rests on. A keyword or a list entry rests on the node that holds
 * it; undefined when all is plainly documented.
 */
export function weakestEvidence(contract: Contract, pointers: readonly string[]): Evidence | undefined {
  const found = pointers
    .flatMap((pointer) => [pointer, toPointer(parsePointer(pointer).slice(0, -1))])
    .flatMap((pointer) => contract.evidence(pointer) ?? [])
    .filter((evidence) => evidence.kind !== 'documented');
  return found.toSorted((a, b) => STRENGTH.indexOf(a.kind) - STRENGTH.indexOf(b.kind))[0];
}

/** Whether a rule rests on something that no source plainly says. */
export function isInferred(contract: Contract, pointers: readonly string[]): boolean {
  return weakestEvidence(contract, pointers)?.kind === 'inferred';
}

/** Faults against inferred rules warn; `strict` makes every fault an error. */
export function toSeverity(evidence: Evidence | undefined, strict: boolean): Finding['severity'] {
  return evidence?.kind === 'inferred' && !strict ? 'warning' : 'error';
}
